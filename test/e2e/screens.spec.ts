import { describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { atStudio } from './at-studio.ts'
import { electronHost } from './electron-host.ts'
import { lookAt } from './look.ts'
import { screens } from './screens.ts'
import { servedHost } from './served-host.ts'

describe.each([servedHost(), electronHost])('screens, $name', host => {
  const at = atStudio(host)

  const look = (name: string) => lookAt(at.studio.page, host.name, name)

  test.each(screens)('$name: nothing that axe objects to, in both themes', async ({ name, go, leave }) => {
    const { page } = at.studio
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await go(at.me, page, at.studio)
    const found = await look(name)
    await leave?.(at.me, page)
    expect(found).toEqual([])
  })

  if (host.name === 'served') {
    test('models-loading: that they are being read, not that none works', async () => {
      const page = await at.studio.page.context().newPage()
      // Nobody answers.
      await page.routeWebSocket(/./, () => {})
      await page.goto(at.studio.page.url())
      await page.getByText(t.starters.loading).waitFor()
      expect(await page.getByText(t.starters.noModel).count()).toBe(0)
      expect(await lookAt(page, host.name, 'models-loading')).toEqual([])
      await page.close()
    })

    test('connection-lost: said', async () => {
      process.kill(at.studio.pid, 'SIGKILL')
      await at.studio.page.getByText(t.connection.lost).waitFor()
      expect(await look('connection-lost')).toEqual([])
    })
  }
})
