import { join } from 'node:path'
import Conf from 'conf'
import { servedHost } from '#main/server/host.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import { openStudio } from '#main/studio/studio.ts'
import type { Handlers, Parsed } from '#shared/contract.ts'
import type { DraftEvent } from '#shared/engine-contract.ts'
import type { MapEvent } from '#shared/studio/drafts.ts'
import { type StudioContract, studioContract } from '#shared/studio-contract.ts'
import { inScratch, prompt } from './picture.ts'
import { spread, table } from './table.ts'

const model = 'picturebook'
const generation = { prompt, seed: 7 }
const { signal } = new AbortController()

type Name = 'drafts.run' | 'best.run' | 'map.run' | 'jobs.add'

/** Everything that is quick pictures, through the studio's own handlers: with a core left to the window, and with all. */
export default async function rolls(): Promise<string> {
  const [spared, whole] = [await measure(true), await measure(false)]
  return table(
    ['picture-book, rolls', 'a core left to the window (default)', 'all cores', 'target'],
    spared.map(([name, measured, target], i) => [name!, measured!, whole[i]![1]!, target!]),
  )
}

const measure = (spareCore: boolean): Promise<string[][]> =>
  inScratch(async scratch => {
    const data = join(scratch, 'data')
    const settings = new Conf({ cwd: data, configName: 'settings' })
    settings.set('spareCore', spareCore)
    const studio = await openStudio({
      data,
      cache: join(scratch, 'cache'),
      pictures: join(scratch, 'pictures'),
      spawn: forkEngine,
      openSettings: () => settings,
    })
    const handlers = studio.handlers(servedHost)
    const call = caller(handlers)
    try {
      await call('drafts.run', { model, lane: 'warm', generations: [generation] })
      return [
        ...(await drag(call)),
        ...(await released(call, handlers)),
        ...(await many(call)),
        ...(await best(call)),
        ...(await map(call)),
      ]
    } finally {
      await studio.close()
    }
  })

type Call = <N extends Name>(name: N, input: unknown, onEvent?: (event: never) => void) => Promise<unknown>
const caller =
  (handlers: Handlers<StudioContract>): Call =>
  async (name, input, onEvent = () => {}) => {
    const parsed = studioContract[name].input.parse(input) as Parsed<StudioContract[Name]>
    return (handlers[name] as (input: unknown, context: object) => unknown)(parsed, { signal, emit: onEvent })
  }

const knobAt = (i: number) => ({ ...generation, knobs: { hue: (i * 11) % 360 } })
const rate = (ms: number) => `${(1000 / ms).toFixed(1)} a second`
const whole = (ms: number) => `${ms.toFixed(0)} ms`
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** A hand that moves a knob: as soon as one draft is there, the next is asked for, as the window does it. */
async function drag(call: Call) {
  const times: number[] = []
  for (let i = 0; i < 40; i++) {
    const start = performance.now()
    await call('drafts.run', { model, lane: 'stage', generations: [knobAt(i)] })
    times.push(performance.now() - start)
  }
  const { median, max } = spread(times)
  return [
    [
      'knob dragged: one draft',
      `${whole(median)} (slowest of 40: ${whole(max)}), ${rate(median)}`,
      '5 a second',
    ],
  ]
}

/** The hand lets go: the draft under way is given up, the picture is drawn in full and is in the library. */
async function released(call: Call, handlers: Handlers<StudioContract>) {
  const times: number[] = []
  for (let i = 0; i < 9; i++) {
    const abort = new AbortController()
    let tell = () => {}
    const drawn = new Promise<void>(resolve => {
      tell = resolve
    })
    const watching = Promise.resolve(
      handlers['jobs.watch'](undefined, {
        signal: abort.signal,
        emit: event => event.kind === 'picture' && tell(),
      }),
    ).catch(() => {})
    const start = performance.now()
    await call('jobs.add', { jobs: [{ model, generation: { ...knobAt(i), seed: 100 + i }, count: 1 }] })
    await drawn
    times.push(performance.now() - start)
    abort.abort()
    await watching
  }
  const { median, max } = spread(times)
  return [
    [
      'knob released: the full picture in the library',
      `${whole(median)} (slowest of 9: ${whole(max)})`,
      '1 s',
    ],
  ]
}

async function many(call: Call) {
  const count = 64
  const generations = Array.from({ length: count }, (_, i) => ({ ...generation, seed: 500 + i }))
  const start = performance.now()
  let first = 0
  await call('drafts.run', { model, lane: 'many', generations }, ((_: DraftEvent) => {
    first ||= performance.now() - start
  }) as never)
  return [
    [
      `${count} drafts of one prompt`,
      `first after ${whole(first)}, ${rate((performance.now() - start) / count)}`,
      '',
    ],
  ]
}

async function best(call: Call) {
  const start = performance.now()
  const { ranking } = (await call('best.run', { model, generation, rolls: 64, keep: 4, seconds: 30 })) as {
    ranking: string
  }
  return [[`64 rolls ranked: ${ranking.split('.')[0]}`, seconds(performance.now() - start), '30 s']]
}

async function map(call: Call) {
  const run = async () => {
    const start = performance.now()
    const at = (from: number | undefined) => (from === undefined ? 'never' : seconds(from))
    let drawn: number | undefined
    let placed: number | undefined
    let count = 0
    await call('map.run', { model, generation, rolls: 256 }, ((event: MapEvent) => {
      if (event.kind === 'draft') {
        if (++count === 256) drawn = performance.now() - start
      } else placed ??= performance.now() - start
    }) as never)
    return { all: performance.now() - start, drawn: at(drawn), placed: at(placed) }
  }
  const fresh = await run()
  const again = await run()
  return [
    ['map of 256: first 16 placed', fresh.placed, ''],
    ['map of 256: all drawn', fresh.drawn, ''],
    ['map of 256: done', seconds(fresh.all), '120 s'],
    ['the same map again', whole(again.all), ''],
  ]
}
