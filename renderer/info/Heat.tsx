import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { HeatResult } from '#shared/score-contract.ts'
import { call, imageUrl } from '../api.ts'
import { heatPixels } from '../lib/heat-pixels.ts'
import { t } from '../strings.ts'
import { Asking } from './Asking.tsx'
import { useAnswer } from './use-answer.ts'

/** The picture in grey, and over it where the scorer sees a text. */
export function Heat({ id, text, onHide }: { id: string; text: string; onHide: () => void }) {
  const answer = useAnswer(`${id} ${text}`, options => call('meaning.heat', { id, text }, options))
  const { result } = answer
  return (
    <figure className="heat">
      <div className="heat-picture">
        <img src={imageUrl(id)} alt="" draggable={false} />
        {result && <Overlay result={result} label={t.meaning.heat(text)} />}
      </div>
      <button type="button" className="heat-hide" aria-label={t.meaning.hideHeat} onClick={onHide}>
        <X size={14} aria-hidden />
      </button>
      <figcaption>
        <strong>{t.meaning.where(text)}</strong>
        {result ? (
          <p className="quiet-text">{t.meaning.heatHelp(Math.max(...result.drops))}</p>
        ) : (
          <Asking answer={answer} label={t.meaning.covering(text)} />
        )}
      </figcaption>
    </figure>
  )
}

function Overlay({ result, label }: { result: HeatResult; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { columns, rows } = result
  useEffect(() => {
    const pixels = new ImageData(heatPixels(result.drops), columns, rows)
    canvas.current?.getContext('2d')?.putImageData(pixels, 0, 0)
  }, [result])
  return <canvas ref={canvas} width={columns} height={rows} role="img" aria-label={label} />
}
