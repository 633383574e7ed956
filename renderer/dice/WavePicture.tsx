import { useId } from 'react'
import { t } from '../strings.ts'

/** All waves of a plane, the slowest in the corner: layout lies within the arc. Stripes show how fast they are. */
export function WavePicture({ split, label }: { split: number; label: string }) {
  const clip = useId()
  return (
    <figure className="wave-picture">
      <svg viewBox="0 0 72 72" width="72" height="72" role="img" aria-label={label}>
        <clipPath id={clip}>
          <rect width="72" height="72" rx="6" />
        </clipPath>
        <g clipPath={`url(#${clip})`}>
          <rect width="72" height="72" className="wave-texture" />
          {Array.from({ length: 11 }, (_, i) => (
            <circle key={i} r={(i + 1) * 9.4} className="wave-ring" />
          ))}
          <circle r={split * Math.SQRT2 * 72} className="wave-layout" />
        </g>
      </svg>
      <figcaption>
        <span>{t.diceParts.slow}</span>
        <span>{t.diceParts.fast}</span>
      </figcaption>
    </figure>
  )
}
