import type { Place } from '../lib/map-points.ts'
import type { Spot } from '../lib/map-spot.ts'
import type { Thread } from '../lib/map-threads.ts'
import { type MapView, toScreen } from '../lib/map-view.ts'
import type { Size } from '../lib/zoom.ts'
import type { MapRoll } from '../stores/map.ts'
import type { Glide } from './glide.ts'
import { dot, frame, label, line, paintDensity, paintThreads } from './paint.ts'
import type { Thumbnails } from './thumbnails.ts'
import type { Colours } from './use-colours.ts'

/** Everything that the canvas shows of the map at one moment. */
export type Scene = {
  rolls: readonly MapRoll[]
  threads: readonly Thread[]
  shade: HTMLCanvasElement | null
  view: MapView
  room: Size
  /** Of a thumbnail, in pixels. */
  side: number
  under: Spot | null
  selected: number | null
  between: { from: number; to: number; t: number } | null
  /** A place that is rolled at, or would be by a click, the rolls around it and what came of it. */
  here: { at: Place; near: readonly number[]; found: readonly number[] } | null
  /** Of a roll's own label. */
  nameOf: (index: number) => string
  colours: Colours
}
type Canvas = CanvasRenderingContext2D

/** A moment of the scene: what glides is on its way. */
type Moment = { scene: Scene; glide: Glide; pictures: Thumbnails; ratio: number; now: number }

const placeOf = ({ scene, glide, now }: Moment, index: number): Place =>
  toScreen(scene.view, glide.at(index, now))

/** The shading and the threads. */
export function paintGround(canvas: Canvas, moment: Moment): void {
  const { shade, view, threads, colours } = moment.scene
  if (shade) paintDensity(canvas, view, shade)
  paintThreads(canvas, threads, index => placeOf(moment, index), colours)
}

function thumbnail(canvas: Canvas, moment: Moment, index: number, side: number): void {
  const { scene, glide, pictures, ratio, now } = moment
  const { x, y } = placeOf(moment, index)
  const { room, colours, rolls } = scene
  if (x < -side || y < -side || x > room.width + side || y > room.height + side) return
  const shown = glide.shown(index, now)
  const size = side * (0.7 + 0.3 * shown)
  const picture = pictures.of(rolls[index]!.png, side * ratio)
  canvas.globalAlpha = shown
  if (picture) canvas.drawImage(picture, x - size / 2, y - size / 2, size, size)
  else {
    canvas.beginPath()
    canvas.roundRect(x - size / 2, y - size / 2, size, size, size * 0.1)
    canvas.fillStyle = colours.raised
    canvas.fill()
  }
  canvas.globalAlpha = 1
}

/** The rolls that are in sight, the earlier ones below. */
export function paintRolls(canvas: Canvas, moment: Moment): void {
  const { rolls, side, colours } = moment.scene
  canvas.imageSmoothingEnabled = true
  canvas.imageSmoothingQuality = 'low'
  for (const index of rolls.keys()) {
    thumbnail(canvas, moment, index, side)
    if (rolls[index]!.late) dot(canvas, corner(placeOf(moment, index), side), 4, colours.mark, colours.stage)
  }
}

const corner = ({ x, y }: Place, side: number): Place => ({ x: x + side / 2 - 2, y: y - side / 2 + 2 })

/** What is under the pointer, chosen or asked about. */
export function paintMarks(canvas: Canvas, moment: Moment): void {
  const { scene } = moment
  const { under, selected, between, here, side, colours, room } = scene
  const at = (index: number) => placeOf(moment, index)
  const way = between ?? (under?.kind === 'between' ? under : null)
  if (way) paintWay(canvas, moment, way)
  if (here) paintHere(canvas, moment, here)
  if (selected !== null) {
    thumbnail(canvas, moment, selected, side)
    frame(canvas, at(selected), side, colours.mark)
  }
  if (under?.kind !== 'roll') return
  const large = Math.max(96, side * 1.4)
  const { x, y } = at(under.index)
  thumbnail(canvas, moment, under.index, large)
  frame(canvas, { x, y }, large, under.index === selected ? colours.mark : colours.text)
  label(canvas, scene.nameOf(under.index), { x, y: y + large / 2 + 8 }, room, colours)
}

function paintWay(
  canvas: Canvas,
  moment: Moment,
  { from, to, t }: { from: number; to: number; t: number },
): void {
  const { side, colours } = moment.scene
  const [p, q] = [placeOf(moment, from), placeOf(moment, to)]
  line(canvas, p, q, colours.mark, 2)
  for (const index of [from, to]) {
    thumbnail(canvas, moment, index, side)
    frame(canvas, placeOf(moment, index), side, colours.mark, 1)
  }
  dot(canvas, { x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t }, 6, colours.mark, colours.stage)
}

function paintHere(canvas: Canvas, moment: Moment, { at, near, found }: NonNullable<Scene['here']>): void {
  const { view, colours, side } = moment.scene
  const spot = toScreen(view, at)
  for (const index of near) {
    line(canvas, spot, placeOf(moment, index), colours['text-3'], 1, [3, 4])
    thumbnail(canvas, moment, index, side)
  }
  ring(canvas, spot, colours)
  for (const index of found) {
    thumbnail(canvas, moment, index, side)
    frame(canvas, placeOf(moment, index), side, colours.mark)
  }
}

/** A cross in a ring, where nothing is yet. */
function ring(canvas: Canvas, { x, y }: Place, { stage, mark }: Colours): void {
  dot(canvas, { x, y }, 11, stage, mark)
  line(canvas, { x: x - 5, y }, { x: x + 5, y }, mark, 1.5)
  line(canvas, { x, y: y - 5 }, { x, y: y + 5 }, mark, 1.5)
}
