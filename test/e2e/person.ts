import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright'
import { t } from '../../renderer/strings.ts'
import type { Profile } from './profile.ts'

/** A picture in work long enough to be interrupted. */
export const manySteps = 150
export const bird = 'a red bird on a branch'

/** What somebody at the window does and sees, by the names that a screen reader tells. */
export function person(page: Page) {
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
  const dice = page.getByRole('region', { name: t.dice.title })
  const sheet = (n: number) => page.getByRole('group', { name: t.stage.sheet(n) })
  return {
    button,
    sheet,
    prompt: page.getByRole('textbox', { name: t.prompt.label, exact: true }),
    seed: page.getByRole('textbox', { name: t.dice.seed, exact: true }),
    steps: page.getByRole('spinbutton', { name: t.drawing.steps }),
    stage: page.getByRole('region', { name: t.stage.title }),
    strip: page.getByRole('listbox', { name: /^Filmstrip/ }),
    notices: page.getByRole('region', { name: t.notices }),
    done: (n: number) => sheet(n).getByRole('button', { name: new RegExp(`, ${t.stage.cellStates.done}$`) }),
    working: (n: number) =>
      sheet(n).getByRole('button', { name: new RegExp(`, ${t.stage.cellStates.working}$`) }),
    async write(text: string) {
      await this.prompt.fill(text)
      // The words that it offers lie over what is below.
      await this.prompt.press('Escape')
    },
    async set(field: Locator, value: number | string) {
      await field.fill(String(value))
      await field.press('Enter')
    },
    async roll(count: 1 | 4 | 9 | 16) {
      await page.getByRole('radio', { name: t.dice.count(count) }).click()
      await dice.getByRole('button', { name: t.dice.roll(count) }).click()
    },
    /** The one picture on the stage. */
    picture: (prompt: string) => page.getByRole('img', { name: prompt, exact: true }),
    /** The id of the one picture on the stage, once it shows. */
    async pictureId(prompt: string): Promise<string> {
      const address = await this.picture(prompt).getAttribute('src')
      return /[0-9a-f]{64}/.exec(address ?? '')?.[0] ?? ''
    },
    /** A file from the desktop, let go over the window. */
    drop(name: string, bytes: Uint8Array, type = 'image/png') {
      return this.dropFiles([{ name, bytes, type }])
    },
    async dropFiles(files: { name: string; bytes: Uint8Array; type?: string }[]) {
      const sent = files.map(({ bytes, ...file }) => ({
        ...file,
        text: Buffer.from(bytes).toString('base64'),
      }))
      const data = await page.evaluateHandle(files => {
        const transfer = new DataTransfer()
        for (const { name, type = '', text } of files) {
          const bytes = Uint8Array.from(atob(text), char => char.charCodeAt(0))
          transfer.items.add(new File([bytes], name, { type }))
        }
        return transfer
      }, sent)
      for (const event of ['dragenter', 'dragover', 'drop'])
        await page.dispatchEvent('body', event, { dataTransfer: data })
    },
    palette: async (command: string) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog', { name: t.palette.title }).waitFor()
      await page.keyboard.type(command)
      await page.getByRole('option', { name: command }).first().waitFor()
      await page.keyboard.press('Enter')
    },
  }
}

export type Person = ReturnType<typeof person>

export type PictureFile = { name: string; path: string; bytes: Buffer; sha256: string }

/** The picture files of a library, oldest first. */
export function pictureFiles({ library }: Profile): PictureFile[] {
  return readdirSync(library, { recursive: true, encoding: 'utf8' })
    .filter(name => /^\d{4}-\d{2}\/[^/]*\.png$/.test(name))
    .sort()
    .map(name => {
      const path = join(library, name)
      const bytes = readFileSync(path)
      return { name, path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
    })
}
