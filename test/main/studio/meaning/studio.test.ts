import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Opened, opened } from '../open-studio.ts'
import { scratchFolder, until } from '../scratch.ts'

const scratch = scratchFolder()
let studio: Opened
beforeEach(async () => {
  studio = await opened(scratch.path)
})
afterEach(() => studio.studio.close())

const info = () => studio.call('meaning.info', undefined)

test('the studio looks at what it drew, searches it, and says what it shows', {
  timeout: 60_000,
}, async () => {
  const { call, draw } = studio
  const [bird] = (await draw({ steps: 8 })).pictures
  const [castle] = (await draw({ prompt: 'a blue castle', steps: 8, seed: 2 })).pictures
  await until(async () => (await info()).embedded === 2, 20_000)
  expect(await info()).toMatchObject({ unreadable: 0, of: 2, state: 'done', problem: null })
  const found = async (query: string) =>
    (await call('pictures.range', { filter: { query } })).pictures.map(({ id }) => id)
  expect(await found('like:"a blue castle"')).toEqual([castle, bird])
  expect(await found(`like:${bird!.slice(0, 8)}`)).toEqual([bird, castle])
  await expect(found('like:00000000')).rejects.toMatchObject({ code: 'invalid-input' })

  const believed = await call('meaning.believes', { id: bird! })
  expect(believed.asked).toBe(98)
  expect(believed.words).toHaveLength(5)
  await call('settings.set', { change: { believedWords: ['bird', 'moon'] } })
  const own = await call('meaning.believes', { id: bird! })
  expect(own.words.map(({ word }) => word).sort()).toEqual(['bird', 'moon'])
  expect(own.words.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5)

  const { phrases } = await call('meaning.missing', { id: bird! })
  expect(phrases.map(({ phrase }) => phrase)).toEqual(['red', 'bird'])
  const heat = await call('meaning.heat', { id: bird!, text: 'bird' })
  expect([...heat.drops]).toHaveLength(64)
  const abort = new AbortController()
  const cancelled = call('meaning.heat', { id: bird!, text: 'red' }, { signal: abort.signal })
  abort.abort()
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })

  await call('settings.set', { change: { embedPictures: false } })
  await draw({ seed: 9 })
  await new Promise(resolve => setTimeout(resolve, 3000))
  expect(await info()).toMatchObject({ embedded: 2, of: 3, state: 'off' })
  await call('settings.set', { change: { embedPictures: true } })
  await until(async () => (await info()).embedded === 3, 20_000)
})
