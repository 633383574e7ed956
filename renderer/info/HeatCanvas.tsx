import { type CSSProperties, useEffect, useRef } from 'react'
import type { HeatResult } from '#shared/score-contract.ts'
import { heatPixels } from '../lib/heat-pixels.ts'

type Props = { result: HeatResult; label: string; className?: string; style?: CSSProperties }

/** Colour where covering the picture makes it fit worse, stretched over the whole of it. */
export function HeatCanvas({ result, label, ...rest }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { columns, rows } = result
  useEffect(() => {
    const pixels = new ImageData(heatPixels(result.drops), columns, rows)
    canvas.current?.getContext('2d')?.putImageData(pixels, 0, 0)
  }, [result])
  return <canvas ref={canvas} width={columns} height={rows} role="img" aria-label={label} {...rest} />
}
