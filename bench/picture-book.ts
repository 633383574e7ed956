import { openModel } from '#engine/model/open.ts'
import { openScorer } from '#engine/scorer/open.ts'
import { pictureBook } from './picture.ts'
import { type Obeyed, obeyed } from './picture-book-obeys.ts'
import { table } from './table.ts'

const percent = (share: number) => `${(100 * share).toFixed(0)} %`

/** The rows of the model's card that pixels and the shipped scorer can tell. */
const rows: [string, (of: Obeyed) => string][] = [
  ['subject first among all words, by its own scorer', ({ subject }) => percent(subject)],
  ['subject among the first five', ({ subjectOfFive }) => percent(subjectOfFive)],
  ['colour word: hue within 30 degrees', ({ colour }) => percent(colour)],
  ['colour word: median error', ({ colourError }) => `${colourError.toFixed(0)} degrees`],
  ['knob size, Spearman with the height measured', ({ size }) => size.toFixed(2)],
  ['knob x, Spearman', ({ x }) => x.toFixed(2)],
  ['knob y, Spearman', ({ y }) => y.toFixed(2)],
  [
    'sketch, silhouette IoU (without)',
    ({ sketch, noSketch }) => `${sketch.toFixed(2)} (${noSketch.toFixed(2)})`,
  ],
]

/** How far the shipped model does what it is told, at its own steps (STEPS: others) and at four. COUNT pictures a row, 40 unless told. */
export default async function pictureBookBench(): Promise<string> {
  const count = Number(process.env.COUNT ?? 40)
  const model = await openModel(pictureBook, { device: 'cpu' })
  const scorer = await openScorer(pictureBook, 'cpu')
  try {
    const steps = Number(process.env.STEPS ?? model.defaults.steps)
    const own = await obeyed({ model, scorer, count, steps })
    const four = await obeyed({ model, scorer, count, steps: 4 })
    return table(
      [`${count} pictures a row`, `${steps} steps`, '4 steps'],
      rows.map(([name, say]) => [name, say(own), say(four)]),
    )
  } finally {
    await model.release()
    await scorer.release()
  }
}
