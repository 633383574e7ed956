type Props = { degrees: number | null }

/** A needle that turns counter-clockwise, as angles are counted. */
export const AngleMark = ({ degrees }: Props) => (
  <svg className="knob-mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeOpacity="0.4" />
    {degrees !== null && (
      <line
        x1="8"
        y1="8"
        x2="14"
        y2="8"
        stroke="currentColor"
        strokeWidth="1.5"
        transform={`rotate(${-degrees} 8 8)`}
      />
    )}
  </svg>
)

export const HueMark = ({ degrees }: Props) => (
  <svg className="knob-mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <circle
      cx="8"
      cy="8"
      r="6.5"
      fill={degrees === null ? 'none' : `hsl(${degrees} 75% 55%)`}
      stroke="currentColor"
      strokeOpacity="0.4"
    />
  </svg>
)
