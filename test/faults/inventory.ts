import { createHash } from 'node:crypto'
import { openPage, type Page } from '../main/server/served-child.ts'
import { until } from '../main/studio/scratch.ts'

/** What a studio knows, thing by thing, as JSON; the sentence where one cannot be told. */
export type Inventory = Map<string, string>

type Call = Page['call']

const sum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Everything of one kind by its names. */
const parts: Record<string, (call: Call) => Promise<Record<string, unknown>>> = {
  settings: async call => ({ '': (await call('settings.get', undefined)).settings }),
  session: async call => ({ '': await call('session.get', undefined) }),
  queue: async call => ({ '': await queueOf(call) }),
  picture: async call => {
    const [shown, trashed] = await Promise.all(
      [false, true].map(trashed => call('pictures.range', { offset: 0, limit: 100, filter: { trashed } })),
    )
    const all = [...shown!.pictures, ...trashed!.pictures]
    return named(
      all.map(({ id }) => id),
      async id => {
        const { tags, boards, note, stars, label, seed, prompt } = await call('pictures.get', { id })
        const { trashed } = all.find(one => one.id === id)!
        return { tags, boards, note, stars, label, seed, prompt, trashed: trashed !== null }
      },
    )
  },
  drawing: async call => {
    const cards = await call('drawings.list', undefined)
    return named(
      cards.map(({ id }) => id),
      id => call('drawings.open', { id }),
    )
  },
  knob: async call =>
    Object.fromEntries(
      (await call('knobs.list', { model: 'picturebook' })).map(({ id, ...knob }) => [id, knob]),
    ),
  'knob file': async call => {
    const knobs = await call('knobs.list', { model: 'picturebook' })
    return named(
      knobs.map(({ id }) => id),
      async id => {
        const { files } = await call('knobs.read', { id })
        return files.map(({ name, bytes }) => [name, sum(bytes)])
      },
    )
  },
  lora: async call =>
    Object.fromEntries(
      (await call('loras.list', { model: 'picturebook' })).loras.map(one => [one.name, one]),
    ),
  model: async call =>
    Object.fromEntries(
      (await call('models.list', undefined)).map(({ id, problem, origin }) => [id, { problem, origin }]),
    ),
  grid: async call => {
    const cards = await call('grids.list', undefined)
    return named(
      cards.map(({ id }) => id),
      id => call('grids.get', { id }),
    )
  },
  folder: async call =>
    Object.fromEntries((await call('folders.list', undefined)).map(one => [one.name, one])),
  words: async call => ({ '': await call('prompts.names', undefined) }),
}

/** `assets` are the ids of images that were put there. */
export async function inventory(call: Call, assets: readonly string[]): Promise<Inventory> {
  const found: Inventory = new Map()
  for (const [kind, ask] of Object.entries({ ...parts, asset: assetsBy(assets) }))
    for (const [name, value] of Object.entries(await ask(call)))
      found.set(`${kind} ${name}`.trim(), JSON.stringify(value))
  return found
}

const assetsBy = (ids: readonly string[]) => (call: Call) =>
  named(ids, async id => sum((await call('assets.get', { id })).bytes))

async function named(
  names: readonly string[],
  ask: (name: string) => Promise<unknown>,
): Promise<Record<string, unknown>> {
  const told = await Promise.all(
    names.map(async name => [name, await ask(name).catch((error: Error) => ({ problem: error.message }))]),
  )
  return Object.fromEntries(told)
}

async function queueOf(call: Call): Promise<unknown> {
  let queue: unknown
  const stop = new AbortController()
  call('jobs.watch', undefined, {
    signal: stop.signal,
    onEvent: event => {
      if (event.kind === 'queue')
        queue ??= [event.paused, event.jobs.map(({ request, state }) => [request, state])]
    },
  }).catch(() => {})
  await until(() => queue)
  stop.abort()
  return queue
}

/** A page, and the sentences that its studio says without being asked. */
export async function openListening(url: string) {
  const page = await openPage(url)
  const said: string[] = []
  page
    .call('studio.problems', undefined, { onEvent: ({ problem }) => void said.push(problem) })
    .catch(() => {})
  return { ...page, said }
}
