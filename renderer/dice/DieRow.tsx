import type { ReactNode } from 'react'
import { freeDie, lockDie, throwDie, typeDie } from '../actions/dice-tray.ts'
import { type DieKey, seedIn } from '../lib/dice-tray.ts'
import { useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'
import { DieSeed } from './DieSeed.tsx'
import { ThrownDie } from './ThrownDie.tsx'

type Props = {
  die: DieKey
  label: string
  pips: number
  /** In place of what is known of its seed. */
  note?: ReactNode
  /** Why it has nothing to say; null when it has. */
  off?: string | null
  children?: ReactNode
}

/** One die of the tray: the die itself, its name, its seed. */
export function DieRow({ die, label, pips, note, off = null, children }: Props) {
  const seed = useDesk(desk => seedIn(desk.dice, die))
  const locked = useDesk(desk => desk.diceLocks.includes(die))
  const name = label.toLowerCase()
  const state = seed === null ? t.diceParts.follows : locked ? t.diceParts.held : t.diceParts.own
  return (
    <div className="die-row" data-live="peek" data-own={seed !== null} data-off={off !== null}>
      <ThrownDie
        label={t.diceParts.throw(name)}
        pips={pips}
        own={seed !== null}
        disabled={off !== null}
        onThrow={() => throwDie(die)}
      />
      <div className="die-body">
        <div className="die-head">
          <strong>{label}</strong>
          <span className="die-note">{off ? null : (note ?? state)}</span>
        </div>
        {off !== null && seed === null ? (
          <p className="die-why">{off}</p>
        ) : (
          <DieSeed
            name={name}
            seed={seed === null ? null : String(seed)}
            locked={locked}
            onType={text => typeDie(die, text)}
            onLock={to => lockDie(die, to)}
            onFree={die.startsWith('region') ? undefined : () => freeDie(die)}
          />
        )}
        {children}
      </div>
    </div>
  )
}
