import { existsSync, readdirSync, writeSync } from 'node:fs'
import { opened } from './open-studio.ts'
import { until } from './scratch.ts'

/** What a studio was asked and had answered, one line each, as it happens. */
export type Said =
  | { kind: 'open' }
  | { kind: 'asked'; seeds: number[] }
  | { kind: 'drawn'; id: string }
  | { kind: 'imported'; ids: string[]; known: number }
  | { kind: 'tagged' | 'trashed'; id: string; tag: string; done: boolean }

const say = (said: Said) => writeSync(1, `${JSON.stringify(said)}\n`)

/**
 * A whole studio with its engine, drawing, importing, tagging and deleting at once, until it is killed. Seeds from
 * `first` on; imports from the folder `ROOT/foreign/ROUND`.
 */
async function work(root: string, round: number): Promise<void> {
  const { call } = await opened(root)
  say({ kind: 'open' })
  call('jobs.watch', undefined, {
    onEvent: event => {
      if (event.kind === 'picture') say({ kind: 'drawn', id: event.picture })
    },
  }).catch(() => {})
  // After two ends with a running job the queue waits for a person.
  await call('jobs.pause', { paused: false })
  const ask = async (n: number) => {
    const seed = round * 1000 + n * 2
    const generation = { prompt: `a red bird, round ${round}`, seed: String(seed), steps: 1, guidance: 1 }
    await call('jobs.add', { jobs: [{ model: 'picturebook', generation, count: 2 }] })
    say({ kind: 'asked', seeds: [seed, seed + 1] })
  }
  const asking = (async () => {
    for (let n = 0; n < 4; n++) await ask(n)
  })()
  const importing = (async () => {
    const folder = `${root}/foreign/${round}`
    if (!existsSync(folder)) return
    for (const file of readdirSync(folder)) {
      const { added, known } = await call('library.import', { paths: [`${folder}/${file}`] })
      say({ kind: 'imported', ids: added, known })
    }
  })()
  const telling = (async () => {
    for (let n = 0; ; n++) {
      const { pictures } = await call('pictures.range', { offset: 0, limit: 50 })
      const one = pictures[(n * 7) % Math.max(1, pictures.length)]
      if (!one) {
        await new Promise(resolve => setTimeout(resolve, 20))
        continue
      }
      const kind = n % 5 === 4 ? 'trashed' : 'tagged'
      const said = { kind, id: one.id, tag: `r${round}n${n}` } as const
      say({ ...said, done: false })
      if (kind === 'tagged') await call('pictures.edit', { ids: [one.id], addTags: [said.tag] })
      else await call('pictures.trash', { ids: [one.id] })
      say({ ...said, done: true })
    }
  })()
  await Promise.all([asking, importing, telling])
  await until(() => false, 600_000)
}

if (process.argv[1]?.endsWith('at-work.ts')) await work(process.argv[2]!, Number(process.argv[3]))
