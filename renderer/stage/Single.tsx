import { ImageOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { imageUrl } from '../api.ts'
import { useDetail } from '../stores/details.ts'
import { putOnStage } from '../stores/playhead.ts'
import { select, setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { StageFrame } from '../time/StageFrame.tsx'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { PictureBar } from './PictureBar.tsx'
import type { Decoded } from './use-decoded.ts'
import { Viewer } from './Viewer.tsx'

/** One finished picture and what can be done with it. */
export function Single({ id, under = null }: { id: string; under?: Decoded | null }) {
  const detail = useDetail(id)
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
        over={(style, sharp) => <StageFrame id={id} style={style} sharp={sharp} />}
        onError={() => setBroken(true)}
      />
      <PictureBar id={id} />
    </>
  )
}
