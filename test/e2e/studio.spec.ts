import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { electronHost } from './electron-host.ts'
import type { Opened } from './host.ts'
import { bird, manySteps, type Person, person, pictureFiles } from './person.ts'
import { enginePids, isAlive } from './processes.ts'
import { newProfile, type Profile } from './profile.ts'
import { servedHost } from './served-host.ts'

/** What one host drew of a seed, for the other to compare. */
const drawn: Record<string, string> = {}

describe.each([servedHost(), electronHost])('the studio, $name', host => {
  let profile: Profile
  let studio: Opened
  let me: Person

  const open = async () => {
    studio = await host.open(profile)
    me = person(studio.page)
    await me.prompt.waitFor()
  }
  beforeAll(async () => {
    profile = newProfile()
    await open()
  })
  afterAll(async () => {
    await studio?.close()
    await host.dispose()
    profile?.remove()
  })

  test('greets the first launch', async () => {
    await studio.page.getByRole('heading', { name: t.starters.title }).waitFor()
    expect(await studio.page.title()).toBe('Reroll')
    expect(pictureFiles(profile)).toEqual([])
  })

  test('type, roll four, watch each come out of noise', async () => {
    await me.write(bird)
    await me.set(me.seed, 42)
    await me.roll(4)
    await me.working(4).locator('img').waitFor()
    await me.done(4).nth(3).waitFor()
    const labels = await me.done(4).evaluateAll(cells => cells.map(cell => cell.getAttribute('aria-label')))
    expect(labels.map(label => /seed (\d+)/.exec(label ?? '')?.[1])).toEqual(['42', '43', '44', '45'])
    const files = pictureFiles(profile)
    expect(files.map(({ name }) => name)).toEqual(
      [42, 43, 44, 45].map(seed => expect.stringMatching(new RegExp(`${bird} ${seed} [0-9a-f]{8}\\.png$`))),
    )
    expect(new Set(files.map(({ sha256 }) => sha256)).size).toBe(4)
  })

  test('the other host draws the same bytes of the same seed', () => {
    for (const { name, sha256 } of pictureFiles(profile)) {
      const seed = / (\d+) [0-9a-f]{8}\.png$/.exec(name)![1]!
      drawn[seed] ??= sha256
      expect([seed, sha256]).toEqual([seed, drawn[seed]])
    }
  })

  test('cancel one in mid-run: what was finished stays, nothing is half-written', async () => {
    const before = pictureFiles(profile).length
    await me.set(me.seed, 900)
    await me.roll(9)
    await me.done(9).first().waitFor()
    await me.working(9).locator('img').waitFor()
    await me.button(t.cancel).click()
    await studio.page.getByText(/^Cancelled after \d pictures?$/).waitFor()
    const kept = await me.done(9).count()
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(9)
    expect(pictureFiles(profile).length).toBe(before + kept)
  })

  test('recall a picture and draw it again: the same id, no second file', async () => {
    const before = pictureFiles(profile)
    await me.write('something else')
    await me.set(me.seed, 5)
    await me.strip.getByRole('option', { name: `${bird}, ${t.dice.seed} 43`, exact: true }).click()
    const id = await me.pictureId(bird)
    expect(id).toHaveLength(64)
    await me.button('Use all settings').click()
    expect(await me.prompt.inputValue()).toBe(bird)
    expect(await me.seed.inputValue()).toBe('43')
    await me.roll(1)
    await me.button(t.cancel).waitFor()
    await me.picture(bird).waitFor()
    expect(await me.pictureId(bird)).toBe(id)
    expect(pictureFiles(profile)).toEqual(before)
  })

  test('only the seed, only the prompt', async () => {
    await me.write('a blue fish')
    await me.button('Use only the seed').click()
    expect([await me.prompt.inputValue(), await me.seed.inputValue()]).toEqual(['a blue fish', '43'])
    await me.set(me.seed, 7)
    await me.button('Use only the prompt').click()
    expect([await me.prompt.inputValue(), await me.seed.inputValue()]).toEqual([bird, '7'])
  })

  test('restore from a dropped PNG: the settings come back, and with them the same bytes', async () => {
    const [picture] = pictureFiles(profile)
    const other = newProfile()
    const second = await host.open(other)
    const they = person(second.page)
    await they.prompt.waitFor()
    await they.drop('found.png', picture!.bytes)
    await they.notices.getByText(t.drop.done('found.png')).waitFor()
    expect([await they.prompt.inputValue(), await they.seed.inputValue()]).toEqual([bird, '42'])
    await they.roll(1)
    await they.picture(bird).waitFor()
    await expect.poll(() => pictureFiles(other).map(({ sha256 }) => sha256)).toEqual([picture!.sha256])
    await second.close()
    other.remove()
  })

  test('kill -9 of the engine in mid-run: said, nothing lost, and it goes on', async () => {
    const before = pictureFiles(profile).length
    await me.set(me.steps, manySteps)
    await me.set(me.seed, 70)
    await me.roll(4)
    await me.working(4).locator('img').waitFor()
    const engines = enginePids(studio.pid)
    expect(engines.length).toBeGreaterThan(0)
    for (const engine of engines) process.kill(engine, 'SIGKILL')
    await studio.page.getByRole('alert').getByText(t.errors.engineCrashed).waitFor()
    for (const engine of engines) expect(isAlive(engine)).toBe(false)
    await me.set(me.steps, 4)
    await me.set(me.seed, 71)
    await me.roll(1)
    await me.picture(bird).waitFor()
    for (const engine of enginePids(studio.pid)) expect(engines).not.toContain(engine)
    expect(pictureFiles(profile).length).toBe(before + 1)
  })

  test('restart: pictures, unsent prompt and waiting queue are found again', async () => {
    const before = pictureFiles(profile)
    await me.strip.getByRole('option').nth(2).click()
    await me.button('Star').click()
    await studio.page.getByRole('button', { name: t.unstar }).waitFor()
    await studio.page.keyboard.press('q')
    await me.button(t.queue.pause).click()
    await me.button(t.queue.resume).waitFor()
    for (const seed of [1001, 1002]) {
      await me.set(me.seed, seed)
      await me.roll(1)
    }
    await me.button(t.queue.button(2)).waitFor()
    // Closed at once: nothing that was typed may wait for a timer.
    await me.prompt.fill('half a sente')
    await studio.close()
    await open()
    await expect.poll(() => me.prompt.inputValue()).toBe('half a sente')
    await me.button(t.queue.button(2)).waitFor()
    await me.strip.getByRole('option', { name: /starred/ }).waitFor()
    expect(pictureFiles(profile)).toEqual(before)
    await me.button(t.queue.resume).click()
    await expect.poll(() => pictureFiles(profile).length, { timeout: 40_000 }).toBe(before.length + 2)
  })

  test('killed outright, the host finds everything again too', async () => {
    const before = pictureFiles(profile)
    await me.write(bird)
    await studio.page.waitForTimeout(1000)
    process.kill(studio.pid, 'SIGKILL')
    await studio.close()
    await open()
    await expect.poll(() => me.prompt.inputValue()).toBe(bird)
    await studio.page.getByRole('listbox', { name: t.history.strip(before.length) }).waitFor()
    for (const { path, bytes } of before) expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  test('asked nobody outside for anything', async () => {
    expect(await studio.outside()).toEqual([])
  })
})
