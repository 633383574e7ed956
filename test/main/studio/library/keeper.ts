import { renameSync, writeSync } from 'node:fs'
import { sha256 } from '#engine/png/picture-file.ts'
import { openLibrary } from '#main/studio/library/open-library.ts'
import { paint, pixels } from '../paint.ts'

/** What was begun, and whether it is done, one line each. */
export type Said = {
  n: number
  deed: 'add' | 'tag' | 'rate' | 'trash' | 'restore'
  id: string
  done: boolean
}

/** Works on the library in `argv` until it is killed: takes pictures in, tags, rates, throws away and takes back. */
async function work(): Promise<never> {
  const [root, from, seed] = process.argv.slice(2) as [string, string, string]
  const library = await openLibrary({ folder: `${root}/pictures`, cache: `${root}/cache` })
  await library.catchUp()
  let state = Number(seed) * 2 + 1
  const random = (below: number) => {
    state = (state * 48_271) % 0x7fffffff
    return state % below
  }
  const say = (said: Said) => writeSync(1, `${JSON.stringify(said)}\n`)
  for (let n = Number(from); ; n++) {
    const there = [true, false].flatMap(trashed =>
      library
        .range({ offset: 0, limit: 1000, filter: { trashed } })
        .pictures.map(({ id }) => ({ id, trashed })),
    )
    const one = there[random(Math.max(1, there.length))]
    const deed =
      !one || (there.length < 300 && random(3) === 0)
        ? 'add'
        : (['tag', 'rate', one.trashed ? 'restore' : 'trash'] as const)[random(3)]!
    if (deed === 'add') {
      const file = library.incoming(`${n}.png`)
      const id = sha256(pixels(n).rgb)
      say({ n, deed, id, done: false })
      // As the engine writes: under another name until it is whole.
      const half = library.incoming(`.${n}.png`)
      paint(half, n, `picture ${n}`)
      renameSync(half, file)
      await library.add(file)
      say({ n, deed, id, done: true })
      continue
    }
    const { id } = one!
    say({ n, deed, id, done: false })
    if (deed === 'tag') await library.edit([id], { addTags: [`t${n}`] })
    else if (deed === 'rate') await library.edit([id], { stars: n % 6 })
    else await library[deed]([id])
    say({ n, deed, id, done: true })
  }
}

if (process.argv[1]?.endsWith('keeper.ts')) await work()
