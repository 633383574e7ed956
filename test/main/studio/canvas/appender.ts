import { drawings } from '#main/studio/canvas/drawings.ts'
import { someDrawing } from './some-drawing.ts'

/** Appends to the drawing in `argv`, saying each revision once it is kept, until it is killed. */
const [folder, id, layer] = process.argv.slice(2) as [string, string, string]
const kept = drawings(folder)
let { revision } = await kept.open(id)
const { strokeOf } = someDrawing()
for (;;) {
  const key = `s${revision}`
  revision = await kept.append(id, revision, { [key]: { ...strokeOf(key), layer } })
  process.stdout.write(`${revision}\n`)
}
