import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { violations } from './accessibility.ts'
import { electronHost, root } from './electron-host.ts'
import type { Opened } from './host.ts'
import { type Person, person } from './person.ts'
import { newProfile, type Profile } from './profile.ts'
import { screens } from './screens.ts'
import { servedHost } from './served-host.ts'

describe.each([servedHost(), electronHost])('screens, $name', host => {
  const pictures = join(root, 'test-output', 'screens', host.name)
  let profile: Profile
  let studio: Opened
  let me: Person

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true })
    profile = newProfile()
    studio = await host.open(profile)
    me = person(studio.page)
    await me.prompt.waitFor()
  })
  afterAll(async () => {
    await studio?.close()
    await host.dispose()
    profile?.remove()
  })

  /** A picture of it in both themes, and what axe objects to. */
  const look = async (name: string): Promise<string[]> => {
    const { page } = studio
    const found: string[] = []
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Ends what fades from one theme into the other.
      await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), animations: 'disabled' })
      for (const line of await violations(page)) found.push(`${colorScheme}: ${line}`)
    }
    return found
  }

  test.each(screens)('$name: nothing that axe objects to, in both themes', async ({ name, go, leave }) => {
    const { page } = studio
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await go(me, page, studio)
    const found = await look(name)
    await leave?.(me, page)
    expect(found).toEqual([])
  })

  if (host.name === 'served')
    test('connection-lost: said', async () => {
      process.kill(studio.pid, 'SIGKILL')
      await studio.page.getByText(t.connection.lost).waitFor()
      expect(await look('connection-lost')).toEqual([])
    })
})
