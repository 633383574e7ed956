import { useState } from 'react'
import { Die } from '../ui/Die.tsx'
import { Hint } from '../ui/Hint.tsx'

type Props = { label: string; pips: number; own: boolean; disabled?: boolean; onThrow: () => void }

/** A die to be thrown by itself; it lights up once it has a seed of its own. */
export function ThrownDie({ label, pips, own, disabled = false, onThrow }: Props) {
  const [throws, setThrows] = useState(0)
  return (
    <Hint text={label} side="left">
      <button
        type="button"
        className="die-throw"
        aria-label={label}
        data-own={own}
        disabled={disabled}
        onClick={() => {
          setThrows(n => n + 1)
          onThrow()
        }}
      >
        <span key={throws} className="roll-die" data-thrown={throws > 0}>
          <Die pips={pips} width={28} height={28} />
        </span>
      </button>
    </Hint>
  )
}
