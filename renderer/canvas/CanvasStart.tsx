import { FilePlus2, ImagePlus, PencilRuler } from 'lucide-react'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { emptyDrawing, openExample } from './drawings.ts'
import { pickPictures } from './files/place-picture.ts'
import { DrawingList } from './panels/DrawingList.tsx'

const words = t.canvas.start

/** Before any drawing is open: the example, an empty page, a picture, or a drawing from before. */
export function CanvasStart() {
  return (
    <div className="canvas-start">
      <PencilRuler size={40} strokeWidth={1.25} aria-hidden />
      <h2>{words.title}</h2>
      <p>{words.text}</p>
      <div className="canvas-start-buttons">
        <Button look="accent" icon={PencilRuler} onClick={() => void openExample()}>
          {words.example}
        </Button>
        <Button icon={FilePlus2} onClick={() => void emptyDrawing()}>
          {words.empty}
        </Button>
        <Button icon={ImagePlus} onClick={() => void emptyDrawing().then(pickPictures)}>
          {words.picture}
        </Button>
      </div>
      <DrawingList most={6} />
    </div>
  )
}
