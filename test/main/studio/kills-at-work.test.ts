import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { decode } from 'fast-png'
import { expect, test } from 'vitest'
import { isLeftover } from '#main/studio/files/atomic-write.ts'
import type { Said } from './at-work.ts'
import { opened as openedLibrary } from './library/open.ts'
import { opened as openedStudio } from './open-studio.ts'
import { paint, paintPlain } from './paint.ts'
import { scratchFolder, until } from './scratch.ts'

const scratch = scratchFolder()
// A round starts the whole program: fewer of them in the usual run than of the library's alone.
const rounds = Math.max(3, Number(process.env.REROLL_KILLS ?? 3))
const files = 12

/** A studio at work, killed so many milliseconds after it had said so many things; what it had said until then. */
async function killed(round: number, things: number, after: number): Promise<Said[]> {
  const script = resolve(import.meta.dirname, 'at-work.ts')
  const studio = spawn(process.execPath, [script, scratch.path, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  const said = () => text.split('\n').slice(0, -1)
  studio.stdout.on('data', data => {
    text += data
  })
  await until(() => said().length >= things, 60_000)
  await new Promise(done => setTimeout(done, after))
  studio.kill('SIGKILL')
  await once(studio, 'close')
  return said().map(line => JSON.parse(line) as Said)
}

/** What must be there from now on; `open`: a deed that was asked for and not answered. */
type Kept = {
  tags: Set<string>
  trashed: boolean
  open: Extract<Said, { kind: 'tagged' | 'trashed' }> | null
}

/** Takes in what a studio said; gives the seeds that were promised and how many deeds were done. */
function hear(kept: Map<string, Kept>, said: readonly Said[]): { seeds: number[]; deeds: number } {
  const picture = (id: string) => {
    const there = kept.get(id) ?? { tags: new Set<string>(), trashed: false, open: null }
    kept.set(id, there)
    return there
  }
  const seeds: number[] = []
  let deeds = 0
  for (const one of said) {
    if (one.kind === 'open') continue
    if (one.kind === 'asked') seeds.push(...one.seeds)
    else if (one.kind === 'drawn') picture(one.id)
    else if (one.kind === 'imported') for (const id of one.ids) picture(id)
    else {
      const there = picture(one.id)
      there.open = one.done ? null : one
      if (!one.done) continue
      if (one.kind === 'tagged') there.tags.add(one.tag)
      else there.trashed = true
    }
    deeds++
  }
  return { seeds, deeds }
}

/** All pictures, a thousand at a time. */
async function paged<T>(range: (offset: number) => Promise<{ total: number; pictures: T[] }>): Promise<T[]> {
  const found: T[] = []
  for (;;) {
    const { total, pictures } = await range(found.length)
    found.push(...pictures)
    if (found.length >= total || !pictures.length) return found
  }
}

/** Everything in the library, thrown away or not, is whole, and the index says what the files say. */
async function checkLibrary(kept: Map<string, Kept>): Promise<void> {
  const library = await openedLibrary(scratch.path)
  const part = (trashed: boolean) =>
    paged(async offset => library.range({ offset, limit: 1000, filter: { trashed } }))
  const everything = async () => (await Promise.all([false, true].map(part))).flat()
  const shown = new Map((await everything()).map(one => [one.id, one]))
  for (const { id } of shown.values()) {
    const { file } = await library.get(id)
    expect(decode(await readFile(file)).width).toBeGreaterThan(0)
  }
  for (const [id, there] of kept) {
    const card = shown.get(id)
    expect(card, `picture ${id} is lost`).toBeDefined()
    const { tags } = await library.get(id)
    if (there.open?.kind === 'trashed') there.trashed = card!.trashed !== null
    if (there.open?.kind === 'tagged' && tags.includes(there.open.tag)) there.tags.add(there.open.tag)
    there.open = null
    expect(card!.trashed !== null).toBe(there.trashed)
    expect(new Set(tags)).toEqual(there.tags)
  }
  expect(library.problems).toEqual([])
  const order = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id)
  const before = (await everything()).sort(order)
  await library.rebuild()
  expect((await everything()).sort(order)).toEqual(before)
  await library.close()
  const left = readdirSync(join(scratch.path, 'pictures'), { recursive: true, encoding: 'utf8' })
  expect(left.filter(file => isLeftover(file.split('/').at(-1)!))).toEqual([])
}

test(
  `killed ${rounds} times while it draws, imports, tags and deletes, a studio loses nothing and goes on`,
  async () => {
    const kept = new Map<string, Kept>()
    const promised: number[] = []
    let [state, done] = [5, 0]
    const random = () => {
      state = (state * 48_271) % 0x7fffffff
      return state / 0x7fffffff
    }
    for (let round = 1; round <= rounds; round++) {
      for (let n = 0; n < files; n++) {
        const file = join(scratch.path, 'foreign', String(round), `${n}.png`)
        if (n % 2) paint(file, round * 1000 + n, `from elsewhere ${n}`)
        else paintPlain(file, round * 1000 + n)
      }
      const said = await killed(round, 1 + Math.floor(40 * random()), 150 * random())
      const { seeds, deeds } = hear(kept, said)
      promised.push(...seeds)
      done += deeds
      await checkLibrary(kept)
    }
    // What had been asked for is drawn after all, each once.
    const studio = await openedStudio(scratch.path)
    await studio.call('jobs.pause', { paused: false })
    const seedsThere = async () => {
      const both = await Promise.all(
        [false, true].map(trashed =>
          paged(offset =>
            studio.call('pictures.range', { offset, limit: 1000, filter: { trashed, text: 'round' } }),
          ),
        ),
      )
      return both.flat().map(({ seed }) => Number(seed))
    }
    const drawn = await until(
      async () => {
        const seeds = await seedsThere()
        return promised.every(seed => seeds.includes(seed)) ? seeds : null
      },
      120_000 + 10_000 * rounds,
    )
    expect(new Set(drawn).size).toBe(drawn.length)
    await studio.studio.close()
    console.log(
      `${rounds} kills of a studio at work, ${done} deeds done: ${kept.size} pictures, ${promised.length} promised; none lost, none twice`,
    )
    expect(done).toBeGreaterThan(rounds)
  },
  240_000 + 30_000 * rounds,
)
