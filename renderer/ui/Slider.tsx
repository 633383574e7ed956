import { Slider as Radix } from 'radix-ui'

type Props = {
  label: string
  value: number
  min: number
  max: number
  step: number
  onChange: (value: number) => void
  className?: string
  disabled?: boolean
}

export const Slider = ({ label, value, onChange, className = '', ...range }: Props) => (
  <Radix.Root
    className={`slider ${className}`}
    value={[value]}
    onValueChange={([next]) => next !== undefined && onChange(next)}
    {...range}
  >
    <Radix.Track className="slider-track">
      <Radix.Range className="slider-range" />
    </Radix.Track>
    <Radix.Thumb className="slider-thumb" aria-label={label} />
  </Radix.Root>
)
