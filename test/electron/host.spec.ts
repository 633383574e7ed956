import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { t } from '../../renderer/strings.ts'
import { type ElectronOpened, openElectron } from '../e2e/electron-host.ts'
import { bird, type Person, person, pictureFiles } from '../e2e/person.ts'
import { newProfile, type Profile } from '../e2e/profile.ts'

/** What only a program with a window can do; the system's own dialogs are answered for it. */
describe('the desktop', () => {
  let profile: Profile
  let studio: ElectronOpened
  let me: Person

  beforeAll(async () => {
    profile = newProfile()
    studio = await openElectron(profile)
    me = person(studio.page)
    await me.prompt.waitFor()
    await me.write(bird)
    await me.set(me.steps, 2)
    await me.roll(1)
    await me.picture(bird).waitFor()
  })
  afterAll(async () => {
    await studio?.close()
    profile?.remove()
  })

  test('save as writes the very file, where a person says', async () => {
    const target = join(profile.folder, 'kept.png')
    await studio.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, target)
    await me.button('Save picture as…').click()
    await me.notices.getByText(t.savedAs(target)).waitFor()
    expect(readFileSync(target).equals(pictureFiles(profile)[0]!.bytes)).toBe(true)
  })

  test('a place that cannot be written is told', async () => {
    await studio.app.evaluate(({ dialog }) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath: '/proc/nowhere/kept.png' })
    })
    await me.button('Save picture as…').click()
    await me.notices.getByText(/could not be saved there/).waitFor()
  })

  test('copy puts the picture on the clipboard', async () => {
    await me.button('Copy picture').click()
    await me.notices.getByText(t.copied).first().waitFor()
    const size = await studio.app.evaluate(({ clipboard }) =>
      (clipboard as unknown as { readImage(): { getSize(): unknown } }).readImage().getSize(),
    )
    expect(size).toEqual({ width: 128, height: 128 })
  })

  test('reveal and drag out hand over the file', async () => {
    await studio.app.evaluate(({ shell, BrowserWindow }) => {
      const seen = globalThis as unknown as { revealed: string; dragged: string }
      shell.showItemInFolder = file => {
        seen.revealed = file
      }
      BrowserWindow.getAllWindows()[0]!.webContents.startDrag = item => {
        seen.dragged = item.file
      }
    })
    await me.button('Show in folder').click()
    await me.picture(bird).dispatchEvent('dragstart', {
      dataTransfer: await studio.page.evaluateHandle(() => new DataTransfer()),
    })
    const handed = () =>
      studio.app.evaluate(() => {
        const { revealed, dragged } = globalThis as unknown as { revealed: string; dragged: string }
        return { revealed, dragged }
      })
    const { path } = pictureFiles(profile)[0]!
    await expect.poll(handed).toEqual({ revealed: path, dragged: path })
  })

  test('menus run what the page runs', async () => {
    const choose = (id: string) =>
      studio.app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()!.getMenuItemById(id)!.click(), id)
    await choose('help')
    await studio.page.getByRole('dialog', { name: t.help.title }).waitFor()
    await studio.page.keyboard.press('Escape')
    await choose('view.grid')
    await studio.page.getByRole('listbox', { name: t.history.grid(1) }).waitFor()
    await choose('view.stage')
  })

  test('another library folder is chosen in a dialog, and what is in the old one stays', async () => {
    const folder = join(profile.folder, 'another')
    await studio.app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] })
    }, folder)
    await me.button('Settings…').click()
    await studio.page.getByRole('tab', { name: t.settings.pages.library }).click()
    await me.button(t.settings.choose).click()
    await studio.page.getByText(folder, { exact: true }).waitFor()
    await studio.page.keyboard.press('Escape')
    await me.roll(1)
    await me.picture(bird).waitFor()
    expect(existsSync(folder)).toBe(true)
    expect(pictureFiles({ ...profile, library: folder }).length).toBe(1)
    expect(pictureFiles(profile).length).toBe(1)
  })

  test('the engine goes when the window goes', async () => {
    const pids = await studio.app.evaluate(({ app }) =>
      app
        .getAppMetrics()
        .filter(({ name }) => name?.startsWith('Reroll engine'))
        .map(({ pid }) => pid),
    )
    expect(pids.length).toBeGreaterThan(0)
    await studio.close()
    for (const pid of pids) expect(existsSync(`/proc/${pid}`)).toBe(false)
  })
})
