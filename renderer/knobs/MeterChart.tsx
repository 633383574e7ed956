import { useMemo } from 'react'
import { steerability } from '#shared/steerability.ts'
import type { Dial } from '../stores/dials.ts'
import { t } from '../strings.ts'
import { meterSentence } from './meter-sentence.ts'
import { show } from './Strip.tsx'

type Props = {
  dial: Dial
  amounts: readonly number[]
  pngs: readonly (string | null)[]
  embeddings: readonly Float32Array[]
}

/** Of the drawing; the picture of each place stands below its place. */
const [width, height, edge] = [350, 130, 25]

/** Effect and drift over the turns, the part where more does more, and what it all says. */
export function MeterChart({ dial, amounts, pngs, embeddings }: Props) {
  const measured = useMemo(() => steerability(amounts, embeddings), [amounts, embeddings])
  const { effect, drift, works, from, to } = measured
  const says = t.steering.meter
  const most = Math.max(...effect.map(Math.abs), ...drift, 0.02)
  const [first, last] = [amounts[0]!, amounts.at(-1)!]
  const x = (amount: number) => edge + ((amount - first) / (last - first)) * (width - 2 * edge)
  const y = (value: number) => height / 2 - (value / most) * (height / 2 - 8)
  const line = (values: readonly number[]) =>
    values.map((value, k) => `${x(amounts[k]!).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  return (
    <figure className="meter-chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={says.chart(dial.label)}>
        {works && <rect className="range" x={x(from)} width={x(to) - x(from)} y="0" height={height} />}
        <line className="axis" x1="0" x2={width} y1={height / 2} y2={height / 2} />
        <line className="axis" x1={x((first + last) / 2)} x2={x((first + last) / 2)} y1="0" y2={height} />
        {works &&
          [from, to]
            .filter(end => end !== first && end !== last)
            .map(end => <line key={end} className="end" x1={x(end)} x2={x(end)} y1="0" y2={height} />)}
        <polyline className="drift" points={line(drift)} />
        <polyline className="effect" points={line(effect)} />
        {effect.map((value, k) => (
          <circle key={amounts[k]} cx={x(amounts[k]!)} cy={y(value)} r="3" />
        ))}
      </svg>
      <div className="meter-pictures" aria-hidden>
        {amounts.map((amount, k) => (
          <span key={amount} data-within={works && amount >= from && amount <= to}>
            {pngs[k] && <img src={pngs[k]} alt="" draggable={false} />}
            <small>{show(dial, amount)}</small>
          </span>
        ))}
      </div>
      <div className="meter-legend">
        <span data-line="effect">{says.effect}</span>
        <span data-line="drift">{says.drift}</span>
        {works && <span data-line="range">{says.range}</span>}
      </div>
      <figcaption>{meterSentence(dial, amounts, measured)}</figcaption>
    </figure>
  )
}
