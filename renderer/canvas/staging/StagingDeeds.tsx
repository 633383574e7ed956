import { Brush, Check, CornerDownRight, Eye, X } from 'lucide-react'
import type { PictureId } from '#shared/studio/pictures.ts'
import { imageUrl } from '../../api.ts'
import { setStaging, useStaging } from '../../stores/canvas-staging.ts'
import { t } from '../../strings.ts'
import { Button } from '../../ui/Button.tsx'
import { Slider } from '../../ui/Slider.tsx'
import type { AcceptAs } from './accept-picture.ts'

const words = t.canvas.staging
type Props = { id: PictureId; accept: (as: AcceptAs) => void; reject: () => void }

/** What can be done with the picture over the box: laid beside the drawing, taken, taken in part, put aside. */
export function StagingDeeds({ id, accept, reject }: Props) {
  const split = useStaging(state => state.split)
  const hide = () => setStaging({ shown: null })
  const show = () => setStaging({ shown: imageUrl(id) })
  return (
    <div className="canvas-staging-deeds">
      <div className="canvas-split" title={words.split}>
        <Slider
          label={words.split}
          value={split}
          min={0}
          max={1}
          step={0.01}
          onChange={next => setStaging({ split: next })}
        />
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={words.hold}
        title={words.hold}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId)
          hide()
        }}
        onPointerUp={show}
        onPointerCancel={show}
        onKeyDown={event => event.key === ' ' && hide()}
        onKeyUp={event => event.key === ' ' && show()}
        onBlur={show}
      >
        <Eye size={16} aria-hidden />
      </button>
      <Button icon={Check} look="accent" title={words.acceptHelp} onClick={() => accept('result')}>
        {words.accept}
      </Button>
      <Button icon={Brush} title={words.partHelp} onClick={() => accept('part')}>
        {words.part}
      </Button>
      <Button icon={CornerDownRight} title={words.goOnHelp} onClick={() => accept('image')}>
        {words.goOn}
      </Button>
      <Button icon={X} look="quiet" onClick={reject}>
        {words.reject}
      </Button>
    </div>
  )
}
