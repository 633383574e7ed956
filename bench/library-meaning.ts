import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { openIndex } from '#main/studio/library/index-file.ts'
import { libraryMeaning } from '#main/studio/library/meaning.ts'
import { putRows, type Row } from '#main/studio/library/rows.ts'
import { listeners } from '#main/studio/listeners.ts'
import { packed, unpacked } from '#main/studio/meaning/pack.ts'
import { rank } from '#main/studio/meaning/rank.ts'
import { twins } from '#main/studio/meaning/twins.ts'
import type { PictureChange } from '#shared/studio/pictures.ts'
import { row } from './library-rows.ts'
import { inScratch } from './picture.ts'
import { table } from './table.ts'
import { timed } from './timed.ts'

const pictures = 100_000
const width = 128
const runs = 20

/** How long it takes to find what is most like something among 100,000 pictures: rows and vectors made up, no files. */
export default async function libraryMeanings(): Promise<string> {
  return inScratch(async scratch => {
    const changes = listeners<PictureChange>()
    const index = openIndex(join(scratch, 'index.sqlite'), () => {})
    const library = () => libraryMeaning({ index, changes }, join(scratch, 'eyes'))
    const meaning = library()
    for (let from = 0; from < pictures; from += 5000) {
      index.use(db =>
        putRows(
          db,
          Array.from({ length: 5000 }, (_, i) => pictureRow(from + i)),
        ),
      )
      await turn()
    }
    const putting: number[] = []
    for (let rows = meaning.unseen(5000); rows.length; rows = meaning.unseen(5000)) {
      const seen = rows.map(({ key }) => ({ key, vector: direction(key), fit: (key % 1000) / 1000 }))
      putting.push(await timed(() => meaning.put('space', seen)))
    }
    const loading: number[] = []
    for (let i = 0; i < 5; i++) loading.push(await timed(() => library().held()))
    const held = (await meaning.held())!
    const keys = Array.from({ length: pictures }, (_, i) => i + 1)
    const cosines: number[] = []
    for (let i = 0; i < runs; i++) cosines.push(await timed(() => rank(held, keys, direction(-i))))
    const range = async (filter: object) => {
      const times: number[] = []
      for (let i = 0; i < runs; i++)
        times.push(
          await timed(() =>
            meaning.range({ offset: 0, limit: 200, filter }, { space: 'space', vector: direction(-i) }),
          ),
        )
      return times
    }
    const paging: number[] = []
    for (let i = 0; i < runs; i++)
      paging.push(
        await timed(() =>
          meaning.range(
            { offset: i * 4000, limit: 200, filter: {} },
            { space: 'space', vector: direction(-runs + 1) },
          ),
        ),
      )

    const rows = [
      row('every cosine, sorted', cosines),
      row('the first 200 of all, most alike first', await range({})),
      row('  of a page after that', paging),
      row('the first 200 of one in twenty: stars:5', await range({ query: 'stars:5' })),
      row('read every vector, at the first search', loading),
      row('keep 5,000 new vectors', putting),
      row('groups that look nearly the same', [await timed(() => twins(held))]),
    ]
    index.close()
    return `${table([`${pictures} pictures, ${width} numbers each`, 'median', 'min', 'max'], rows)}\n\n${loss()}`
  })
}

/** What 8 bits a number cost: the most and the usual that a cosine with a picture changes. */
function loss(): string {
  const errors = Array.from({ length: 20_000 }, (_, i) => {
    const [vector, other] = [direction(i), direction(i + 7)]
    const dot = (a: Float32Array) => a.reduce((sum, value, at) => sum + value * other[at]!, 0)
    return Math.abs(dot(vector) - dot(unpacked(packed(vector))))
  }).sort((a, b) => a - b)
  const at = (share: number) => errors[Math.floor(share * (errors.length - 1))]!.toFixed(5)
  return `Cosines change by ${at(0.5)} (half of them less), ${at(0.99)} (99 of 100 less), ${at(1)} at most, of ${errors.length} pairs`
}

/** A direction that looks like chance and is the same each time. */
function direction(seed: number): Float32Array {
  let state = (Math.imul(seed + 1, 2654435761) ^ 0x9e3779b9) >>> 0
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  const raw = Float32Array.from({ length: width }, () => next() + next() + next())
  const length = Math.hypot(...raw)
  return raw.map(value => value / length)
}

const pictureRow = (n: number): Row => ({
  id: n.toString(16).padStart(64, '0'),
  source: 0,
  file: `2026-11/${n}.png`,
  created: 1_700_000_000_000 + n * 1000,
  width: 512,
  height: 512,
  prompt: `a picture, number ${n}`,
  negative: '',
  note: '',
  tags: [],
  boards: [],
  seed: String(n),
  parent: null,
  model: 'picturebook',
  stars: n % 20 === 0 ? 5 : 0,
  label: '',
  steps: 20,
  guidance: 7,
  sampler: 'ddim',
  schedule: 'normal',
  program: 'reroll',
  trashed: null,
  bytes: 100_000,
  mtime: 1,
  sidecar: '',
})
