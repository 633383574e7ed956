import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { longText, png } from './bad-files.ts'
import { electronHost } from './electron-host.ts'
import type { Opened } from './host.ts'
import { keepScreen } from './keep-screen.ts'
import { bird, type Person, person, pictureFiles } from './person.ts'
import { newProfile, type Profile } from './profile.ts'
import { servedHost } from './served-host.ts'

const sh = (program: string, ...args: string[]) => {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
}

describe.each([servedHost(), electronHost])('bad input, $name', host => {
  let profile: Profile
  let studio: Opened
  let me: Person
  const mounts: string[] = []

  const open = async () => {
    studio = await host.open(profile)
    me = person(studio.page)
    await me.prompt.waitFor()
  }
  /** One picture, quickly. */
  const draw = async (seed: number) => {
    await me.write(bird)
    await me.set(me.steps, 2)
    await me.set(me.seed, seed)
    await me.roll(1)
  }
  const says = (text: RegExp) => studio.page.getByText(text).first().waitFor({ timeout: 15_000 })

  beforeEach(() => {
    profile = newProfile()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepScreen(studio, `${host.name} ${task.name}`)
    await studio?.close()
    for (const mount of mounts.splice(0)) spawnSync('umount', ['-l', mount])
    profile.remove()
  })
  afterAll(() => host.dispose())

  test('files that are no pictures, or too much of one: a sentence each, and the desk is as it was', async () => {
    await open()
    await me.write('what I was writing')
    const files: [string, Uint8Array, RegExp][] = [
      ['notes.txt', Buffer.from('just some words'), /notes\.txt is no PNG, JPEG or WebP/],
      ['empty.png', Buffer.alloc(0), /empty\.png is empty/],
      ['bomb.png', png(60_000, 60_000), /bomb\.png is wider or higher than/],
      ['cut.png', png(64, 64).subarray(0, 20), /cut\.png is damaged/],
      ['plain.png', png(64, 64), /plain\.png does not say how it was made/],
      [
        'renamed.png',
        Buffer.from('GIF89a and so on, more than 24 bytes'),
        /renamed\.png is no PNG, JPEG or WebP/,
      ],
      ['novel.png', png(64, 64, longText(10e6)), /novel\.png/],
    ]
    for (const [name, bytes, sentence] of files) {
      await me.drop(name, bytes, name.endsWith('txt') ? 'text/plain' : 'image/png')
      await says(sentence)
    }
    expect(await me.prompt.inputValue()).toBe('what I was writing')
    await draw(1)
    await me.picture(bird).waitFor()
  })

  test('a library folder that vanished: said, and all is well when it is back', async () => {
    await open()
    await draw(1)
    await me.picture(bird).waitFor()
    const before = pictureFiles(profile)
    renameSync(profile.library, `${profile.library} elsewhere`)
    await draw(2)
    await says(/cannot be found/)
    renameSync(`${profile.library} elsewhere`, profile.library)
    await draw(3)
    await me.picture(bird).waitFor()
    await expect.poll(() => pictureFiles(profile).length).toBe(before.length + 1)
    expect(pictureFiles(profile)).toEqual(expect.arrayContaining(before))
  })

  const onDisk = (size: string) => {
    const disk = join(profile.folder, 'disk')
    mkdirSync(disk)
    sh('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk)
    mounts.push(disk)
    mkdirSync(profile.data, { recursive: true })
    const library = join(disk, 'Reroll')
    mkdirSync(library)
    writeFileSync(
      join(profile.data, 'settings.json'),
      JSON.stringify({ libraryFolder: library, minFreeMiB: 0 }),
    )
    profile = { ...profile, library }
    return disk
  }

  test('a read-only library: what is in it can be looked at, drawing says why not', async () => {
    const disk = onDisk('4m')
    await open()
    await draw(1)
    await me.picture(bird).waitFor()
    const before = pictureFiles(profile)
    await studio.close()
    sh('mount', '-o', 'remount,ro', disk)
    await open()
    await me.strip.getByRole('option').first().waitFor()
    await draw(2)
    await says(/may not be written|read-only/)
    expect(pictureFiles(profile)).toEqual(before)
  })

  test('a full disk: said, nothing half-written, and it goes on when there is room', async () => {
    const disk = onDisk('1m')
    await open()
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(bavail * bsize - 8192))
    await draw(1)
    await says(/disk .*is full|no space/i)
    expect(pictureFiles(profile)).toEqual([])
    writeFileSync(join(disk, 'ballast'), '')
    await draw(2)
    // A full disk pauses the queue, so that not every job fails of it.
    await studio.page.keyboard.press('Shift+P')
    await me.picture(bird).waitFor()
    expect(pictureFiles(profile).length).toBe(1)
  })

  test('a second Reroll on the same library only looks', async () => {
    await open()
    await draw(1)
    await me.picture(bird).waitFor()
    const before = pictureFiles(profile)
    const other = newProfile()
    mkdirSync(other.data, { recursive: true })
    writeFileSync(join(other.data, 'settings.json'), JSON.stringify({ libraryFolder: profile.library }))
    const second = await host.open(other)
    const they = person(second.page)
    await they.strip.getByRole('option').first().waitFor()
    await they.write(bird)
    await they.roll(1)
    await second.page
      .getByText(/open in another Reroll/)
      .first()
      .waitFor()
    expect(pictureFiles(profile)).toEqual(before)
    await second.close()
    other.remove()
    await draw(2)
    await me.picture(bird).waitFor()
  })

  test('a settings file that is garbage: the defaults hold, a copy is kept, and it is said', async () => {
    mkdirSync(profile.data, { recursive: true })
    writeFileSync(join(profile.data, 'settings.json'), '{"theme": "dark", oops')
    writeFileSync(join(profile.data, 'session.json'), '\0\0\0')
    await open()
    await says(/settings file could not be read/)
    const kept = readdirSync(profile.data).find(name => name.startsWith('settings.json.kept-'))
    expect(readFileSync(join(profile.data, kept!), 'utf8')).toBe('{"theme": "dark", oops')
    await draw(1)
    await me.picture(bird).waitFor()
  })

  test('settings of a model that is not here: said, with a way on', async () => {
    mkdirSync(profile.data, { recursive: true })
    writeFileSync(
      join(profile.data, 'session.json'),
      JSON.stringify({ format: 1, prompt: bird, model: 'a-model-that-was-deleted' }),
    )
    await open()
    await draw(1)
    await me.picture(bird).waitFor()
  })
})
