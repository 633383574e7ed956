import { X } from 'lucide-react'
import { call, imageUrl } from '../api.ts'
import { layHeat } from '../stores/heat.ts'
import { useScorerChoice } from '../stores/scorers.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Asking } from './Asking.tsx'
import { HeatCanvas } from './HeatCanvas.tsx'
import { useAnswer } from './use-answer.ts'

/** The picture in grey, and over it where the scorer sees a text. */
export function Heat({ id, text, onHide }: { id: string; text: string; onHide: () => void }) {
  const scorer = useScorerChoice()
  const answer = useAnswer(`${id} ${scorer} ${text}`, options => call('meaning.heat', { id, text }, options))
  const { result } = answer
  return (
    <figure className="heat">
      <div className="heat-picture">
        <img src={imageUrl(id)} alt="" draggable={false} />
        {result && <HeatCanvas result={result} label={t.meaning.heat(text)} />}
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
        <Button look="quiet" onClick={() => layHeat(text)}>
          {t.meaning.onStage}
        </Button>
      </figcaption>
    </figure>
  )
}
