import type { Region } from '#shared/studio/atlas.ts'
import type { Place } from '../lib/map-points.ts'
import { type MapView, toScreen } from '../lib/map-view.ts'
import type { Size } from '../lib/zoom.ts'
import { dot, frame, label, line } from '../map/paint.ts'
import type { Thumbnails } from '../map/thumbnails.ts'
import type { Colours } from '../map/use-colours.ts'
import { type HoleMark, holeRadius } from './hole-marks.ts'
import type { Mark } from './marks.ts'
import type { pointPainter } from './paint-points.ts'

export type AtlasScene = {
  places: Float32Array
  /** 1 for each chosen point. */
  flags: Uint8Array
  anyChosen: boolean
  /** Numbers of points, square by square. */
  order: Uint32Array
  marks: readonly Mark[]
  holes: readonly HoleMark[]
  regions: readonly Region[]
  view: MapView
  room: Size
  /** The point that is selected; -1 for none. */
  selected: number
  /** What is pointed at, and what it is called. */
  under: { mark: Mark; name: string } | { hole: HoleMark; name: string } | null
  lasso: readonly Place[]
  /** What a point's thumbnail is kept by. */
  idOf: (index: number) => string
  colours: Colours
  font: string
}
type Canvas = CanvasRenderingContext2D
type Tools = { pictures: Thumbnails<string>; points: ReturnType<typeof pointPainter>; ratio: number }

/** The points, the pictures that stand for them, the words of their regions, and what is marked. */
export function paintAtlas(canvas: Canvas, scene: AtlasScene, tools: Tools): void {
  const { colours, marks, under } = scene
  canvas.setTransform(1, 0, 0, 1, 0, 0)
  canvas.clearRect(0, 0, canvas.canvas.width, canvas.canvas.height)
  tools.points(canvas, scene, tools.ratio)
  canvas.setTransform(tools.ratio, 0, 0, tools.ratio, 0, 0)
  for (const mark of marks) paintMark(canvas, scene, mark, tools)
  paintWords(canvas, scene)
  for (const hole of scene.holes) paintHole(canvas, hole, scene)
  if (scene.lasso.length > 1) paintLasso(canvas, scene)
  if (!under) return
  if ('hole' in under) {
    const { x, y } = under.hole.at
    label(canvas, under.name, { x, y: y + holeRadius + 8 }, scene.room, colours)
    return
  }
  const large = { ...under.mark, side: Math.max(112, under.mark.side * 1.2), count: 1 }
  paintMark(canvas, scene, large, tools)
  frame(canvas, large.at, large.side, colours.text)
  label(canvas, under.name, { x: large.at.x, y: large.at.y + large.side / 2 + 8 }, scene.room, colours)
}

function paintMark(canvas: Canvas, scene: AtlasScene, mark: Mark, { pictures, ratio }: Tools): void {
  const { index, at, side, count, cell } = mark
  const { colours, flags } = scene
  const picture = pictures.of(scene.idOf(index), side * ratio)
  canvas.globalAlpha = 1
  if (picture) canvas.drawImage(picture, at.x - side / 2, at.y - side / 2, side, side)
  else {
    canvas.beginPath()
    canvas.roundRect(at.x - side / 2, at.y - side / 2, side, side, side * 0.1)
    canvas.fillStyle = colours.raised
    canvas.fill()
  }
  if (count > 1)
    paintCount(canvas, { x: at.x + side / 2 - 3, y: at.y + side / 2 - 3 }, short(count), scene.font)
  if (index === scene.selected) frame(canvas, at, side, colours.mark, 3)
  if (index === scene.selected || !scene.anyChosen) return
  let chosen = 0
  for (let n = cell.from; n < cell.to; n++) chosen += flags[scene.order[n]!]!
  if (chosen) frame(canvas, at, side, colours.mark, chosen === cell.to - cell.from ? 2 : 1)
}

/** 1,234 as 1.2k. */
const short = (count: number): string =>
  count < 1000 ? String(count) : `${(count / 1000).toFixed(count < 10_000 ? 1 : 0)}k`

function paintCount(canvas: Canvas, { x, y }: Place, text: string, font: string): void {
  canvas.font = `600 11px ${font}`
  const width = canvas.measureText(text).width + 10
  canvas.beginPath()
  canvas.roundRect(x - width, y - 17, width, 17, 8)
  canvas.fillStyle = 'rgb(0 0 0 / 0.66)'
  canvas.fill()
  canvas.fillStyle = '#fff'
  canvas.textBaseline = 'middle'
  canvas.fillText(text, x - width + 5, y - 8)
}

/** Squares of the map whose words are shown are at least so wide, in pixels. */
const wordsSide = 190

/** The words of regions that suit how near it is; none over another. */
function paintWords(canvas: Canvas, { regions, view, room, holes, colours, font }: AtlasScene): void {
  const sides = [...new Set(regions.map(({ side }) => side))].sort((a, b) => a - b)
  const side = sides.find(one => one * view.scale >= wordsSide) ?? sides.at(-1)
  const taken: { x: number; y: number; width: number }[] = []
  canvas.font = `600 13px ${font}`
  canvas.textBaseline = 'middle'
  for (const region of regions) {
    if (region.side !== side) continue
    const text = region.words.join(' · ')
    const width = canvas.measureText(text).width + 16
    const { x, y: middle } = toScreen(view, region)
    const isUnder = (y: number) =>
      holes.some(
        ({ at }) => Math.abs(at.x - x) < width / 2 + holeRadius && Math.abs(at.y - y) < 12 + holeRadius,
      )
    const y = [0, -30, 30, -56].map(by => middle + by).find(y => !isUnder(y)) ?? middle
    if (x < -width || y < -20 || x > room.width + width || y > room.height + 20) continue
    if (taken.some(one => Math.abs(one.y - y) < 30 && Math.abs(one.x - x) < (one.width + width) / 2 + 8))
      continue
    taken.push({ x, y, width })
    canvas.beginPath()
    canvas.roundRect(x - width / 2, y - 12, width, 24, 12)
    canvas.globalAlpha = 0.88
    canvas.fillStyle = colours.panel
    canvas.fill()
    canvas.globalAlpha = 1
    canvas.strokeStyle = colours.edge
    canvas.lineWidth = 1
    canvas.stroke()
    canvas.fillStyle = colours.text
    canvas.fillText(text, x - width / 2 + 8, y + 0.5)
  }
}

/** Hollow, since nothing is there. */
function paintHole(canvas: Canvas, hole: HoleMark, { colours, under }: AtlasScene): void {
  const { x, y } = hole.at
  const isUnder = under !== null && 'hole' in under && under.hole.n === hole.n
  canvas.setLineDash([4, 3])
  dot(canvas, hole.at, holeRadius, isUnder ? colours.raised : colours.stage, colours.mark)
  canvas.setLineDash([])
  line(canvas, { x: x - 4, y }, { x: x + 4, y }, colours.mark, 1.5)
  line(canvas, { x, y: y - 4 }, { x, y: y + 4 }, colours.mark, 1.5)
}

function paintLasso(canvas: Canvas, { lasso, colours }: AtlasScene): void {
  canvas.beginPath()
  for (const { x, y } of lasso) canvas.lineTo(x, y)
  canvas.closePath()
  canvas.globalAlpha = 0.14
  canvas.fillStyle = colours.mark
  canvas.fill()
  canvas.globalAlpha = 1
  canvas.strokeStyle = colours.mark
  canvas.lineWidth = 1.5
  canvas.stroke()
}
