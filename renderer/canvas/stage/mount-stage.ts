import Konva from 'konva/lib/Core.js'
import type { Point } from '#shared/canvas/matrix.ts'
import { assetsOf, pageOf } from '#shared/canvas/records.ts'
import { amend, commit, onDrawn, useCanvas } from '../../stores/canvas.ts'
import { useStaging } from '../../stores/canvas-staging.ts'
import { showStroke, useStroke } from '../../stores/canvas-stroke.ts'
import { setCanvasView, useCanvasView, type Viewport } from '../../stores/canvas-view.ts'
import { imagesOf, putImage } from '../images.ts'
import { newId } from '../new-id.ts'
import type { ToolHost } from '../tools/tool.ts'
import { toolsFor } from '../tools/tools.ts'
import { askForLetters } from './ask-for-letters.ts'
import { drawableLayer } from './drawable-layer.ts'
import { paintContent } from './paint-content.ts'
import { paintOverlay } from './paint-overlay.ts'
import { pictureRule } from './picture-rule.ts'
import { type Cursor, pointers } from './pointers.ts'
import { rasters } from './rasters.ts'
import { stageColours } from './stage-colours.ts'
import { fitted, toWindow } from './viewport.ts'

/**
 * The drawing on a Konva stage within an element: what stores hold is pushed onto it, nothing is read back. Returns what
 * ends it and gives its memory back.
 */
export function mountStage(host: HTMLDivElement): () => void {
  const stage = new Konva.Stage({ container: host, width: 1, height: 1, listening: false })
  const content = new Konva.Layer({ listening: false })
  const overlay = new Konva.Layer({ listening: false })
  const sheets = rasters()
  const scratch = document.createElement('canvas')
  const over = document.createElement('img')
  let guide: readonly Point[] = []
  let cursor: Cursor | null = null
  const size = () => ({ width: stage.width(), height: stage.height() })

  content.add(
    new Konva.Shape({
      listening: false,
      sceneFunc: context => {
        const { shown, opacity, chosen, split } = useStaging.getState()
        paintContent(context._context, {
          drawing: useCanvas.getState().drawing,
          rasters: sheets,
          viewport: useCanvasView.getState().viewport,
          stroke: useStroke.getState().items,
          // The live picture lets the drawing shine through; a finished one is judged as it is.
          over:
            shown && over.naturalWidth
              ? { image: over, opacity: chosen ? 1 : opacity, split: chosen ? split : 0 }
              : null,
          colours: stageColours(host),
          scratch,
        })
      },
    }),
  )
  overlay.add(
    new Konva.Shape({
      listening: false,
      sceneFunc: context => {
        const { viewport, tool, selected, size: brush } = useCanvasView.getState()
        const round = cursor && (tool === 'brush' || tool === 'eraser')
        paintOverlay(context._context, {
          drawing: useCanvas.getState().drawing,
          viewport,
          tool,
          selected,
          stroke: useStroke.getState().items,
          guide,
          cursor: round ? { at: cursor!, radius: (brush / 2) * viewport.scale } : null,
          size: size(),
          colours: stageColours(host),
        })
      },
    }),
  )
  stage.add(content, overlay)

  const tools: ToolHost = {
    view: useCanvasView.getState,
    set: setCanvasView,
    drawing: () => useCanvas.getState().drawing,
    layer: drawableLayer,
    newId,
    show: showStroke,
    guide: points => {
      guide = points
      overlay.batchDraw()
    },
    commit,
    amend,
    colourAt: point => colourUnder(content, toWindow(useCanvasView.getState().viewport, point)),
    pixels: () => {
      const read = sheets.read()
      const { width, height } = read?.active ?? { width: 0, height: 0 }
      if (!read || !width || !height) return null
      const { data } = read.active.getContext('2d')!.getImageData(0, 0, width, height)
      return { width, height, data, scale: read.scale }
    },
    keep: async image => (await putImage(await createImageBitmap(image))).asset,
    ask: point => askForLetters(host, toWindow(useCanvasView.getState().viewport, point)),
  }
  const stopPointers = pointers(host, {
    tools: toolsFor(tools, pictureRule),
    onCursor: at => {
      cursor = at
      overlay.batchDraw()
    },
  })

  const drawAll = () => {
    content.batchDraw()
    overlay.batchDraw()
  }
  const loadImages = () =>
    void imagesOf(assetsOf(useCanvas.getState().drawing)).then(images => {
      sheets.images(images)
      drawAll()
    })
  /** How the page was last fitted: a page that nobody moved since stays fitted while room comes and goes. */
  let lastFit: Viewport | null = null
  const fit = () => {
    const page = pageOf(useCanvas.getState().drawing)
    if (!page || stage.width() <= 1) return
    lastFit = fitted({ x: 0, y: 0, ...page }, size())
    setCanvasView({ viewport: lastFit, fitted: true })
  }
  let shownId: string | null = null
  const showAnew = () => {
    const { id, drawing } = useCanvas.getState()
    shownId = id
    sheets.show(drawing)
    loadImages()
    if (!useCanvasView.getState().fitted) fit()
    drawAll()
  }
  const ends = [
    onDrawn(diff => {
      sheets.changed(useCanvas.getState().drawing, diff)
      if ([...diff.values()].some(([before, after]) => after?.kind === 'image' && before?.kind !== 'image'))
        loadImages()
      drawAll()
    }),
    useCanvas.subscribe(({ id }) => id !== shownId && showAnew()),
    useStroke.subscribe(({ items }, before) => {
      const { drawing } = useCanvas.getState()
      const inLayer = [...items, ...before.items].some(({ erase, layer: id }) => {
        const layer = drawing.get(id)
        return erase || (layer?.kind === 'layer' && layer.reveal)
      })
      if (inLayer) content.batchDraw()
      overlay.batchDraw()
    }),
    useStaging.subscribe(({ shown }, before) => {
      if (shown !== before.shown && shown) over.src = shown
      content.batchDraw()
    }),
    useCanvasView.subscribe((view, before) => {
      sheets.activate(view.layer)
      if (!view.fitted && before.fitted) fit()
      drawAll()
    }),
  ]
  over.onload = () => content.batchDraw()
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry!.contentRect
    stage.size({ width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) })
    const { fitted, viewport } = useCanvasView.getState()
    if (!fitted || viewport === lastFit) fit()
    drawAll()
  })
  observer.observe(host)
  sheets.activate(useCanvasView.getState().layer)
  showAnew()
  return () => {
    for (const end of ends) end()
    stopPointers()
    observer.disconnect()
    sheets.close()
    scratch.width = 0
    over.removeAttribute('src')
    showStroke([])
    stage.destroy()
  }
}

/** Of the page as it is seen. */
function colourUnder(layer: Konva.Layer, { x, y }: Point): string | null {
  const { _canvas: canvas } = layer.getCanvas()
  const ratio = layer.getCanvas().getPixelRatio()
  if (x < 0 || y < 0 || x * ratio >= canvas.width || y * ratio >= canvas.height) return null
  const [r, g, b, a] = canvas.getContext('2d')!.getImageData(x * ratio, y * ratio, 1, 1).data
  return a ? `#${[r, g, b].map(value => value!.toString(16).padStart(2, '0')).join('')}` : null
}
