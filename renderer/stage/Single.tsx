import { ImageOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { imageUrl } from '../api.ts'
import { HeatCanvas } from '../info/HeatCanvas.tsx'
import { useDetail } from '../stores/details.ts'
import { useHeat } from '../stores/heat.ts'
import { putOnStage } from '../stores/playhead.ts'
import { select, setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { StageFrame } from '../time/StageFrame.tsx'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { HeatBar } from './HeatBar.tsx'
import { heatText, useHeatOf } from './heat-of.ts'
import { PictureBar } from './PictureBar.tsx'
import type { Decoded } from './use-decoded.ts'
import { Viewer } from './Viewer.tsx'

/** One finished picture and what can be done with it. */
export function Single({ id, under = null }: { id: string; under?: Decoded | null }) {
  const detail = useDetail(id)
  const heat = useHeat()
  const prompt = detail?.prompt ?? ''
  const text = heatText(heat.text, prompt)
  const answer = useHeatOf(id, prompt)
  const [broken, setBroken] = useState(false)
  useEffect(() => {
    setBroken(false)
    if (useView.getState().selected !== id) select(id, 0)
  }, [id])
  useEffect(() => {
    putOnStage(id)
    return () => putOnStage(null)
  }, [id])
  if (detail === null || broken)
    return (
      <Notice icon={ImageOff} title={t.stage.gone} text={t.stage.goneText}>
        <Button onClick={() => setView({ selected: null, show: 'live' })}>{t.stage.back}</Button>
      </Notice>
    )
  return (
    <>
      <Viewer
        src={imageUrl(id)}
        alt={detail?.prompt || t.stage.untitled}
        id={id}
        under={under}
        over={(style, sharp) => (
          <>
            <StageFrame id={id} style={style} sharp={sharp} />
            {heat.on && !heat.hidden && answer.result && (
              <HeatCanvas
                result={answer.result}
                label={t.meaning.heat(text)}
                className="heat-over"
                style={{ ...style, opacity: heat.opacity }}
              />
            )}
          </>
        )}
        onError={() => setBroken(true)}
      />
      {heat.on && <HeatBar prompt={prompt} text={text} answer={answer} />}
      <PictureBar id={id} />
    </>
  )
}
