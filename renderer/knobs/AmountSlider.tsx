import { Slider as Radix } from 'radix-ui'
import { useRef } from 'react'
import { amountRange, detent } from '../lib/amount.ts'

type Props = {
  label: string
  amount: number
  disabled?: boolean
  onChange: (amount: number) => void
  /** Double click. */
  onReset: () => void
  title?: string
}

const ticks = [-2, -1, 0, 1, 2]

/** From -2 to 2; a hand is caught at 0, keys go through it. */
export function AmountSlider({ label, amount, disabled = false, onChange, onReset, title }: Props) {
  const held = useRef(false)
  const { min, max } = amountRange
  return (
    <div className="amount" data-off={disabled} title={title}>
      <svg className="amount-ticks" aria-hidden="true">
        {ticks.map(tick => (
          <line key={tick} x1={placeOf(tick)} x2={placeOf(tick)} y1="0" y2="100%" data-zero={tick === 0} />
        ))}
      </svg>
      <Radix.Root
        className="slider"
        value={[Math.min(max, Math.max(min, amount))]}
        {...amountRange}
        onDoubleClick={onReset}
        onPointerDown={() => {
          held.current = true
        }}
        onPointerUp={() => {
          held.current = false
        }}
        onValueChange={([next]) => next !== undefined && onChange(held.current ? detent(next) : next)}
      >
        <Radix.Track className="slider-track" />
        <Radix.Thumb className="slider-thumb" aria-label={label} />
      </Radix.Root>
    </div>
  )
}

const placeOf = (amount: number) =>
  `${((amount - amountRange.min) / (amountRange.max - amountRange.min)) * 100}%`
