import type { SVGProps } from 'react'

type Props = SVGProps<SVGSVGElement> & {
  /** 1, 4, 9 or 16 pips: as many as pictures will be rolled. */
  pips: number
  /** Without the cube around them. */
  bare?: boolean
}

/** A die whose face says how many pictures a roll makes. */
export function Die({ pips, bare, ...rest }: Props) {
  const side = Math.max(1, Math.round(Math.sqrt(pips)))
  const room = bare ? 1.35 : 1
  const gap = room * (side === 1 ? 0 : 12 / (side - (side > 2 ? 0.4 : 0)))
  const radius = room * ([0, 2.6, 2.1, 1.6, 1.25][side] ?? 1)
  const at = (n: number) => 12 + (n - (side - 1) / 2) * gap
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" {...rest}>
      {!bare && (
        <rect
          x="2.75"
          y="2.75"
          width="18.5"
          height="18.5"
          rx="5"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
      )}
      {Array.from({ length: side * side }, (_, n) => (
        <circle key={n} cx={at(n % side)} cy={at(Math.floor(n / side))} r={radius} fill="currentColor" />
      ))}
    </svg>
  )
}
