import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { decode } from 'fast-png'
import { expect, test } from 'vitest'
import { isLeftover } from '#main/studio/files/atomic-write.ts'
import { scratchFolder } from '../scratch.ts'
import type { Said } from './keeper.ts'
import { all, opened } from './open.ts'

const scratch = scratchFolder()
const rounds = Number(process.env.REROLL_KILLS ?? 10)

/** Lets a keeper work until it is killed, so many milliseconds after its first deed; what it said until then. */
async function killed(from: number, seed: number, after: number): Promise<Said[]> {
  const script = resolve(import.meta.dirname, 'keeper.ts')
  const keeper = spawn(process.execPath, [script, scratch.path, String(from), String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  keeper.stdout.on('data', data => {
    text += data
  })
  await once(keeper.stdout, 'data')
  await new Promise(done => setTimeout(done, after))
  keeper.kill('SIGKILL')
  await once(keeper, 'close')
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .flatMap(line => (line ? [JSON.parse(line) as Said] : []))
}

/** What must be true of a picture; `open` is what a deed in flight may have changed or not. */
type Kept = { tags: Set<string>; stars: number; trashed: boolean; open: Said | null }

function hear(kept: Map<string, Kept>, said: readonly Said[]): void {
  for (const one of said) {
    const { n, deed, id, done } = one
    const picture = kept.get(id) ?? { tags: new Set(), stars: 0, trashed: false, open: null }
    picture.open = done ? null : one
    kept.set(id, picture)
    if (!done) continue
    if (deed === 'tag') picture.tags.add(`t${n}`)
    if (deed === 'rate') picture.stars = n % 6
    if (deed === 'trash') picture.trashed = true
    if (deed === 'restore' || deed === 'add') picture.trashed = false
  }
}

test(
  `killed ${rounds} times at any moment a library loses no picture and nothing that was said of one`,
  async () => {
    const kept = new Map<string, Kept>()
    // The first keeper may be killed before it makes it.
    mkdirSync(join(scratch.path, 'pictures'))
    let state = 11
    const random = () => {
      state = (state * 48_271) % 0x7fffffff
      return state / 0x7fffffff
    }
    let deeds = 0
    for (let round = 0; round < rounds; round++) {
      const said = await killed(round * 10_000 + 1, round + 1, 250 * random())
      deeds += said.filter(({ done }) => done).length
      hear(kept, said)
      const library = await opened(scratch.path)
      const shown = new Map(
        [...all(library).pictures, ...all(library, { trashed: true }).pictures].map(one => [one.id, one]),
      )
      for (const [id, { tags, stars, trashed, open }] of kept) {
        const there = shown.get(id)
        if (!there) {
          // Only what had not been said to be there yet may be missing.
          expect(open?.deed).toBe('add')
          kept.delete(id)
          continue
        }
        const detail = await library.get(id)
        if (open?.deed === 'trash' || open?.deed === 'restore') kept.get(id)!.trashed = there.trashed !== null
        else expect(there.trashed !== null).toBe(trashed)
        if (open?.deed === 'rate') kept.get(id)!.stars = there.stars
        else expect(there.stars).toBe(stars)
        if (open?.deed === 'tag') for (const tag of detail.tags) tags.add(tag)
        expect(new Set(detail.tags)).toEqual(tags)
        // No file is shown that is not whole.
        const { width } = decode(await readFile(detail.file))
        expect(width).toBe(8)
        kept.get(id)!.open = null
      }
      expect(shown.size).toBe(kept.size)
      expect(library.problems).toEqual([])
      // The index says what the files say.
      const before = [...shown.values()].sort((a, b) => a.id.localeCompare(b.id))
      await library.rebuild()
      const anew = [...all(library).pictures, ...all(library, { trashed: true }).pictures]
      expect(anew.sort((a, b) => a.id.localeCompare(b.id))).toEqual(before)
      await library.close()
      const left = readdirSync(join(scratch.path, 'pictures'), { recursive: true, encoding: 'utf8' })
      expect(left.filter(file => isLeftover(file.split('/').at(-1)!))).toEqual([])
    }
    console.log(`${rounds} kills among ${deeds} deeds: ${kept.size} pictures kept, none lost`)
    expect(deeds).toBeGreaterThan(rounds)
  },
  30_000 + 10_000 * rounds,
)
