import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type Moment, openChart } from '#main/studio/atlas/chart.ts'
import { placesOf } from '#main/studio/atlas/places.ts'
import { libraryKey } from '#main/studio/library/open-library.ts'
import { cancelled } from '#shared/errors.ts'
import type { AtlasEvent } from '#shared/studio/atlas.ts'
import { bell } from '../../../engine/maps/crowd-rows.ts'
import { scratchFolder, until } from '../scratch.ts'
import { idOf, mapped, type Painted } from './mapped.ts'

const scratch = scratchFolder()
const things = ['bird', 'fox', 'house', 'boat']
const middles = things.map((_, n) => Float32Array.from({ length: 32 }, bell(n)))
const paint = (n: number): Painted => {
  const random = bell(100 + n)
  const raw = middles[n % 4]!.map(value => value + 0.4 * random())
  const length = Math.hypot(...raw)
  return { prompt: `a ${things[n % 4]}, number ${n}`, vector: raw.map(value => value / length) }
}
const never = new AbortController().signal
let close = () => {}
afterEach(() => close())

function open(count: number, made = paint) {
  const all = mapped(scratch.path, count, made)
  close = all.close
  return all
}
const cache = () => join(scratch.path, 'cache')

async function seen(chart: ReturnType<typeof openChart>) {
  const moments: Moment[] = []
  const last = await chart.see(never, now => moments.push(now))
  return { moments, last: last! }
}

test('a map is made once, kept by what the pictures are, and there at once the next time', async () => {
  const { library } = open(120)
  const first = await seen(openChart(library, cache()))
  expect(first.moments.length).toBeGreaterThan(2)
  expect(first.moments.filter(({ final }) => final)).toHaveLength(1)
  const file = join(cache(), 'libraries', libraryKey(library.folder), 'places')
  await until(() => existsSync(file))
  const again = await seen(openChart(library, cache()))
  expect(again.moments).toHaveLength(1)
  expect(again.last.places).toEqual(first.last.places)
  // An index made anew has other keys; the ids say which is which.
  writeFileSync(file, 'garbage')
  const anew = await seen(openChart(library, cache()))
  expect(anew.moments.length).toBeGreaterThan(2)
  expect(anew.last.places).toEqual(first.last.places)
})

test('a few newcomers are put among those they look like; of many, all are placed again', async () => {
  const { library, add } = open(120)
  const chart = openChart(library, cache())
  const before = (await seen(chart)).last.places.slice()
  add(8)
  const { moments, last } = await seen(chart)
  expect(moments).toHaveLength(1)
  expect(last.places.slice(0, 240)).toEqual(before)
  const at = (n: number) => ({ x: last.places[2 * n]!, y: last.places[2 * n + 1]! })
  for (let n = 120; n < 128; n++) {
    const far = Array.from({ length: 120 }, (_, other) => ({
      other,
      far: Math.hypot(at(n).x - at(other).x, at(n).y - at(other).y),
    })).sort((a, b) => a.far - b.far)
    expect(far[0]!.other % 4).toBe(n % 4)
  }
  add(60)
  const grown = await seen(chart)
  expect(grown.moments.length).toBeGreaterThan(2)
  expect(grown.last.places.some(Number.isNaN)).toBe(false)
  // What was there is shown where it was until it has a better place.
  expect(grown.moments[0]!.places.slice(0, 240)).toEqual(before)
})

test('who stops looking hears no more, and the work ends; who comes back within a moment finds it going', async () => {
  const { library } = open(1500)
  const chart = openChart(library, cache())
  const abort = new AbortController()
  const heard: Moment[] = []
  const gone = chart.see(abort.signal, now => {
    heard.push(now)
    abort.abort(cancelled())
  })
  await expect(gone).rejects.toMatchObject({ code: 'cancelled' })
  expect(heard).toHaveLength(1)
  const { last } = await seen(chart)
  expect(last.final).toBe(true)
  expect(heard).toHaveLength(1)
  await expect(chart.see(AbortSignal.abort(cancelled()), () => {})).rejects.toMatchObject({
    code: 'cancelled',
  })
})

test('the pictures of a query, with the words of their regions; what was not looked at is counted', async () => {
  const { library } = open(160, n => (n < 150 ? paint(n) : { ...paint(n), vector: null }))
  const chart = openChart(library, cache())
  const ask = async (query?: string) => {
    const events: AtlasEvent[] = []
    const filter = { trashed: false, ...(query && { query }) }
    const result = await placesOf(library, chart, filter, {
      signal: never,
      emit: event => events.push(event),
    })
    const pictures = events.findLast(event => event.kind === 'pictures')!
    const words = events.findLast(event => event.kind === 'words')!
    return { result, pictures, regions: words.regions }
  }
  const all = await ask()
  expect(all.result).toEqual({ placed: 150, waiting: 10 })
  expect(all.pictures.ids).toHaveLength(150 * 32)
  expect(Buffer.from(all.pictures.ids.subarray(0, 32)).toString('hex')).toBe(idOf(0))
  expect(all.pictures.final).toBe(true)
  // Four groups, each with its word; "number" is in all of them and tells of none.
  expect(new Set(all.regions.flatMap(({ words }) => words))).toEqual(new Set(things))
  const [fox] = all.regions.filter(({ words }) => words[0] === 'fox')
  const near = Array.from({ length: 150 }, (_, n) => n).filter(
    n =>
      Math.hypot(all.pictures.places[2 * n]! - fox!.x, all.pictures.places[2 * n + 1]! - fox!.y) <
      fox!.side / 2,
  )
  expect(near.filter(n => n % 4 === 1).length / near.length).toBeGreaterThan(0.5)

  const foxes = await ask('fox')
  expect(foxes.result).toEqual({ placed: 38, waiting: 2 })
  expect(foxes.regions).toEqual([])
  // The same picture lies in the same place, whatever is asked.
  expect(foxes.pictures.places.slice(0, 2)).toEqual(all.pictures.places.slice(2, 4))
})

test('nothing looked at is no map', async () => {
  const { library } = open(3, n => ({ ...paint(n), vector: null }))
  const events: AtlasEvent[] = []
  const context = { signal: never, emit: (event: AtlasEvent) => void events.push(event) }
  const result = await placesOf(library, openChart(library, cache()), { trashed: false }, context)
  expect(result).toEqual({ placed: 0, waiting: 3 })
  expect(events).toHaveLength(1)
  rmSync(cache(), { recursive: true, force: true })
})
