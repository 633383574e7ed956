import { type Drawing, type Item, itemsOf, type Layer, layersOf, pageOf } from '#shared/canvas/records.ts'
import { shapeData, strokeData } from '../paint/paths.ts'

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!)

const attributes = (values: Record<string, string | number | null>) =>
  Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('')

const isPlain = (matrix: Item['matrix']) => matrix.join() === '1,0,0,1,0,0'

function elementOf(item: Item): string {
  const common = {
    transform: isPlain(item.matrix) ? null : `matrix(${item.matrix.join(' ')})`,
    opacity: item.opacity === 1 ? null : item.opacity,
  }
  if (item.kind === 'stroke')
    return `<path${attributes({ ...common, d: strokeData(item), fill: item.colour })}/>`
  if (item.kind === 'shape')
    return `<path${attributes({
      ...common,
      d: shapeData(item),
      fill: item.form === 'line' ? 'none' : (item.fill ?? 'none'),
      stroke: item.line,
      'stroke-width': item.line && item.width,
      'stroke-linejoin': item.line && 'round',
      'stroke-linecap': item.line && 'round',
    })}/>`
  if (item.kind === 'label') {
    const lines = item.text
      .split('\n')
      .map(
        (line, i) =>
          `<tspan${attributes({ x: item.x, y: item.y + item.size * (0.95 + i * 1.2) })}>${escaped(line)}</tspan>`,
      )
    return `<text${attributes({ ...common, 'font-family': 'Inter, sans-serif', 'font-weight': 500, 'font-size': item.size, fill: item.colour })}>${lines.join('')}</text>`
  }
  return ''
}

/**
 * The strokes, shapes and letters of a drawing as SVG, a group for each visible layer. Pixels are left out. An eraser's
 * strokes become masks of what lies below them in their layer.
 */
export function svgOf(drawing: Drawing): string {
  const { width, height } = pageOf(drawing)
  const groups = layersOf(drawing)
    // What lays an image open is no stroke to be seen.
    .filter(({ visible, reveal }) => visible && !reveal)
    .map(layer => groupOf(drawing, layer))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">\n${groups.join('\n')}\n</svg>\n`
}

const black = '#000000'
/** As a mask has to be painted to hide what lies under it. */
function blackened(item: Item): Item {
  if (item.kind === 'image') return item
  if (item.kind === 'shape') return { ...item, line: item.line && black, fill: item.fill && black }
  return { ...item, colour: black }
}

function groupOf(drawing: Drawing, layer: Layer): string {
  const { width, height } = pageOf(drawing)
  let inner = ''
  let masks = 0
  for (const item of itemsOf(drawing, layer.id)) {
    if (!item.erase) {
      inner += elementOf(item)
      continue
    }
    const id = `${layer.id}-${++masks}`
    const cut = elementOf(blackened(item))
    inner =
      `<mask id="${escaped(id)}" maskUnits="userSpaceOnUse" x="0" y="0" width="${width}" height="${height}">` +
      `<rect width="${width}" height="${height}" fill="#ffffff"/>${cut}</mask><g mask="url(#${escaped(id)})">${inner}</g>`
  }
  return `<g${attributes({ opacity: layer.opacity === 1 ? null : layer.opacity })}><title>${escaped(layer.name)}</title>${inner}</g>`
}
