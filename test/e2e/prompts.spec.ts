import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTexts } from '#shared/png/chunks.ts'
import { t } from '../../renderer/strings.ts'
import { electronHost } from './electron-host.ts'
import type { Opened } from './host.ts'
import { lookAt } from './look.ts'
import { type Person, person, pictureFiles } from './person.ts'
import { newProfile, type Profile } from './profile.ts'
import { servedHost } from './served-host.ts'

describe.each([servedHost(), electronHost])('signs in a prompt, $name', host => {
  let profile: Profile
  let studio: Opened
  let me: Person
  const caretBehind = (text: string) =>
    me.prompt.evaluate((area: HTMLTextAreaElement, text) => {
      const at = area.value.indexOf(text) + text.length
      area.focus()
      area.setSelectionRange(at, at)
    }, text)
  const marked = (kind: string) =>
    studio.page.locator(`.prompt-block:not(.negative) .editor-mirror .${kind}`).allTextContents()

  beforeAll(async () => {
    profile = newProfile()
    const { data } = profile
    mkdirSync(join(data, 'wildcards', 'where'), { recursive: true })
    mkdirSync(join(data, 'embeddings'), { recursive: true })
    writeFileSync(join(data, 'wildcards', 'colour.txt'), '# colours\nred\nblue\n')
    writeFileSync(join(data, 'wildcards', 'where', 'outside.txt'), 'on a branch\nby a tree\n')
    writeFileSync(join(data, 'embeddings', 'oldoil.safetensors'), '')
    studio = await host.open(profile)
    me = person(studio.page)
    await me.prompt.waitFor()
  })
  afterAll(async () => {
    await studio?.close()
    await host.dispose()
    profile?.remove()
  })

  test('are shown for what they do, and explained at the caret', async () => {
    await me.write('a (red:1.4) bird, [small] on a [branch:tree:0.5], [blue|green] sky # a note')
    expect(await marked('mark-more')).toContain('red')
    expect(await marked('mark-less')).toContain('small')
    expect((await marked('mark-changes')).join(' ')).toMatch(/branch.*tree.*blue.*green/)
    expect(await marked('mark-comment')).toEqual(['# a note'])
    await caretBehind('re')
    await studio.page.getByText('red: weighted 1.4', { exact: true }).waitFor()
    await caretBehind('bran')
    await studio.page.getByText('branch until 50 % of the steps, then tree').waitFor()
    expect(await lookAt(studio.page, host.name, 'prompt-signs')).toEqual([])
  })

  test('a bracket that is never closed is said, not refused', async () => {
    await me.write('a (red bird __colour__ BREAK on a branch')
    expect(await marked('mark-hint')).toEqual(['('])
    expect(await marked('mark-break')).toEqual(['BREAK'])
    await caretBehind('a ')
    await studio.page.getByText(/never closed/).waitFor()
    expect(await lookAt(studio.page, host.name, 'prompt-hint')).toEqual([])
  })

  test('Ctrl+Up and Ctrl+Down weigh the word at the caret', async () => {
    await me.write('a red bird')
    await caretBehind('re')
    for (const key of ['Control+ArrowUp', 'Control+ArrowUp', 'Control+ArrowUp']) await me.prompt.press(key)
    expect(await me.prompt.inputValue()).toBe('a (red:1.3) bird')
    for (const _ of [1, 2, 3, 4]) await me.prompt.press('Control+ArrowDown')
    expect(await me.prompt.inputValue()).toBe('a (red:0.9) bird')
  })

  test('lists and textual inversions are offered by name', async () => {
    await me.prompt.fill('')
    await me.prompt.pressSequentially('a __wh')
    const offers = studio.page.getByRole('listbox', { name: t.prompt.offers })
    await offers.waitFor()
    expect(await offers.getByRole('option').allTextContents()).toEqual(['__where/outside__list'])
    await me.prompt.press('Tab')
    expect(await me.prompt.inputValue()).toBe('a __where/outside__')
    await me.prompt.pressSequentially(' old')
    await offers.getByText('oldoil').waitFor()
    expect(await lookAt(studio.page, host.name, 'prompt-names')).toEqual([])
    await me.prompt.press('Escape')
  })

  test('a list is chosen from by the seed, and the picture tells the words', async () => {
    await me.write('a __colour__ bird __where/outside__')
    await me.set(me.steps, 2)
    await me.set(me.seed, 1)
    await me.roll(4)
    await me.done(4).nth(3).waitFor({ timeout: 150_000 })
    const records = pictureFiles(profile).map(({ bytes }) =>
      JSON.parse(readTexts(bytes, data => data, ['reroll']).get('reroll')!),
    )
    expect(records).toHaveLength(4)
    for (const { settings, template } of records) {
      expect(settings.prompt).toMatch(/^a (red|blue) bird (on a branch|by a tree)$/)
      expect(template).toEqual({ prompt: 'a __colour__ bird __where/outside__', negative: '' })
    }
    expect(new Set(records.map(({ settings }) => settings.prompt)).size).toBeGreaterThan(1)
  }, 180_000)

  test('read as plain text, signs are words', async () => {
    await me.button(`${t.drawing.style}: AUTOMATIC1111`).click()
    await studio.page.getByRole('menuitemradio', { name: 'Plain text' }).click()
    await me.write('a (red:1.4) bird')
    expect(await marked('mark-more')).toEqual([])
    expect(await lookAt(studio.page, host.name, 'prompt-plain')).toEqual([])
  })
})
