import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import { describe, expect, test } from 'vitest'
import { openSession } from '#main/studio/settings/session.ts'
import { openSettings } from '#main/studio/settings/settings.ts'
import { session, settingsContract, studioSettings } from '#shared/studio/settings.ts'
import { scratchFolder } from '../scratch.ts'

const scratch = scratchFolder()
const file = () => join(scratch.path, 'settings.json')
const open = () =>
  openSettings({ file: file(), open: () => new Conf({ cwd: scratch.path, configName: 'settings' }) })
const defaults = studioSettings.parse({})

describe('settings', () => {
  test('hold what was set, after a restart too, and leave what is not theirs alone', () => {
    writeFileSync(file(), JSON.stringify({ window: { x: 3 } }))
    const settings = open()
    expect(settings.get()).toEqual(defaults)
    const told: string[] = []
    settings.onChange(({ theme }) => told.push(theme))
    settings.set({ theme: 'dark', device: 'cpu' })
    expect(open().get()).toEqual({ ...defaults, theme: 'dark', device: 'cpu' })
    settings.set({}, ['device', 'window'])
    expect(open().get()).toEqual({ ...defaults, theme: 'dark' })
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ window: { x: 3 } })
    expect(told).toEqual(['dark', 'dark'])
  })

  test.each(['{"theme":', '[]', 'null', '', '\0\0\0'])(
    'a garbage file (%j) is kept aside, told, and the defaults hold',
    text => {
      writeFileSync(file(), text)
      const settings = open()
      expect(settings.get()).toEqual(defaults)
      expect(settings.problem).toMatch('was kept as')
      const kept = readdirSync(scratch.path).find(name => name.includes('.kept-'))
      expect(readFileSync(join(scratch.path, kept!), 'utf8')).toBe(text)
      settings.set({ theme: 'light' })
      expect(open()).toMatchObject({ problem: null })
    },
  )

  test('one value that makes no sense takes no other along', () => {
    writeFileSync(file(), JSON.stringify({ theme: 'mauve', trashDays: 7, idleMinutes: 'soon' }))
    const settings = open()
    expect(settings.get()).toEqual({ ...defaults, trashDays: 7 })
    expect(settings.problem).toMatch('theme, idleMinutes')
    expect(readdirSync(scratch.path).some(name => name.includes('.kept-'))).toBe(true)
  })

  test('that cannot be saved hold until the end, and it is told', () => {
    const settings = open()
    rmSync(file(), { force: true })
    mkdirSync(file())
    expect(() => settings.set({ theme: 'dark' })).toThrow('could not be saved')
    expect(settings.get().theme).toBe('dark')
  })

  test.each(['when another is set', 'when the studio ends'])('what could not be saved is saved %s', when => {
    const settings = open()
    settings.set({ device: 'cpu' })
    rmSync(file())
    mkdirSync(file())
    expect(() => settings.set({ theme: 'dark' }, ['device'])).toThrow('could not be saved')
    expect(() => settings.set({ trashDays: 7 })).toThrow('could not be saved')
    settings.close()
    rmSync(file(), { recursive: true })
    if (when === 'when another is set') settings.set({ idleMinutes: 3 })
    else settings.close()
    expect(open().get()).toMatchObject({ theme: 'dark', trashDays: 7 })
    expect(open().get().device).toBe(undefined)
  })

  test('a change says only what changes', () => {
    expect(settingsContract['settings.set'].input.parse({ change: { theme: 'dark' } })).toEqual({
      change: { theme: 'dark' },
      unset: [],
    })
    expect(settingsContract['session.set'].input.parse({ prompt: 'x' })).toEqual({ prompt: 'x' })
    expect(settingsContract['settings.set'].input.safeParse({ change: { theme: 'mauve' } }).success).toBe(
      false,
    )
  })
})

describe('the session', () => {
  const place = () => join(scratch.path, 'session.json')
  const problems: string[] = []
  const openIt = () => openSession(place(), problem => problems.push(problem))

  test('keeps the unsent prompt and everything on the desk', async () => {
    const first = await openIt()
    expect(first.get()).toEqual(session.parse({}))
    for (const prompt of ['a', 'a r', 'a red bird']) first.set({ prompt })
    first.set({ controls: { steps: '2', cfg: null }, promptHistory: ['one'], selected: 'x' })
    await first.flush()
    expect((await openIt()).get()).toEqual({ ...first.get(), prompt: 'a red bird', promptHistory: ['one'] })
  })

  test('a garbage file is kept aside; a value that makes no sense takes no other along', async () => {
    writeFileSync(place(), 'garbage')
    expect((await openIt()).get()).toEqual(session.parse({}))
    expect(problems.join()).toMatch('was kept as')
    writeFileSync(place(), JSON.stringify({ prompt: 'kept', promptHistory: 'no list' }))
    expect((await openIt()).get()).toEqual({ ...session.parse({}), prompt: 'kept' })
  })
})
