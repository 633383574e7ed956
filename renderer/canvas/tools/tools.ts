import type { PictureRule } from '#shared/canvas/edits/picture-sizes.ts'
import type { ToolId } from '../../stores/canvas-view.ts'
import { box } from './box.ts'
import { drawFreely } from './draw-freely.ts'
import { drawShape } from './draw-shape.ts'
import { fill } from './fill.ts'
import { label } from './label.ts'
import { lasso } from './lasso.ts'
import { move } from './move.ts'
import { picker } from './picker.ts'
import { polygon } from './polygon.ts'
import type { Tool, ToolHost } from './tool.ts'

/** The stage itself moves the page about. */
const hand = (): Tool => ({ cursor: 'grab', down() {} })

/** Every tool by its name, ready for a stage. */
export const toolsFor = (host: ToolHost, rule: () => PictureRule): Record<ToolId, Tool> => ({
  brush: drawFreely(host, false),
  eraser: drawFreely(host, true),
  line: drawShape(host, 'line'),
  rectangle: drawShape(host, 'rectangle'),
  ellipse: drawShape(host, 'ellipse'),
  polygon: polygon(host),
  fill: fill(host),
  label: label(host),
  picker: picker(host),
  lasso: lasso(host),
  move: move(host),
  box: box(host, rule),
  hand: hand(),
})

/** The key that takes a tool up while the canvas is shown. */
export const toolKeys: Record<ToolId, string> = {
  brush: 'b',
  eraser: 'e',
  line: 'l',
  rectangle: 'u',
  ellipse: 'o',
  polygon: 'p',
  fill: 'g',
  label: 't',
  picker: 'i',
  lasso: 'q',
  move: 'v',
  box: 'c',
  hand: 'h',
}
