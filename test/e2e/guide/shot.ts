import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Locator, Page } from 'playwright'
import sharp from 'sharp'
import type { AtStudio } from '../at-studio.ts'

/** One picture of the guide: how to come to it, what of the window is in it, and what the text speaks of. */
export type Shot = {
  name: string
  go(at: AtStudio): Promise<unknown>
  /** Cut to these, all of them within it; the whole window where there are none. */
  of?(page: Page): Locator | Locator[]
  /** Framed, so that the eye finds what the text speaks of. */
  mark?(page: Page): Locator[]
  /** CSS pixels around what it is cut to. */
  margin?: number
  theme?: 'light' | 'dark'
  leave?(at: AtStudio): Promise<unknown>
}

const quality = 82

/** The picture as WebP. */
export async function take({ of, mark, margin = 0, theme = 'dark' }: Shot, page: Page): Promise<Buffer> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await imagesThere(page)
  await frame(page, mark?.(page) ?? [])
  const clip = of && (await around(page, [of(page)].flat(), margin))
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide', ...(clip && { clip }) })
  await unframe(page)
  return sharp(png).webp({ quality, effort: 6 }).toBuffer()
}

/** Of the history, tiles in sight have their pictures; while it is flung there are rows without tiles. */
const imagesThere = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('.tile, .tile-row')]
      .filter(one => one.getBoundingClientRect().top < innerHeight && one.getBoundingClientRect().bottom > 0)
      .every(one => {
        const image = one.querySelector('img')
        return image?.complete && image.naturalWidth > 0
      }),
  )

export function keep(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
}

async function boxesOf(locators: readonly Locator[]) {
  return Promise.all(
    locators.map(async locator => {
      const box = await locator.first().boundingBox()
      if (!box) throw new Error(`${locator} is not in sight`)
      return box
    }),
  )
}

async function around(page: Page, locators: readonly Locator[], margin: number) {
  const boxes = await boxesOf(locators)
  const window = page.viewportSize()!
  const left = Math.max(0, Math.min(...boxes.map(({ x }) => x)) - margin)
  const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - margin)
  const right = Math.min(window.width, Math.max(...boxes.map(({ x, width }) => x + width)) + margin)
  const bottom = Math.min(window.height, Math.max(...boxes.map(({ y, height }) => y + height)) + margin)
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Frames in the top layer, so that they lie over dialogs as well. */
async function frame(page: Page, locators: readonly Locator[]): Promise<void> {
  await page.evaluate(
    boxes => {
      for (const { x, y, width, height } of boxes) {
        const frame = document.createElement('div')
        frame.className = 'guide-frame'
        frame.popover = 'manual'
        Object.assign(frame.style, {
          position: 'fixed',
          left: `${Math.max(2, x - 5)}px`,
          top: `${Math.max(2, y - 5)}px`,
          right: `${Math.max(2, innerWidth - x - width - 5)}px`,
          bottom: `${Math.max(2, innerHeight - y - height - 5)}px`,
          width: 'auto',
          height: 'auto',
          boxSizing: 'border-box',
          margin: '0',
          padding: '0',
          border: '2.5px solid #ff8a3d',
          borderRadius: '9px',
          background: 'none',
          boxShadow: '0 0 0 2px rgb(0 0 0 / 35%)',
          pointerEvents: 'none',
        })
        document.body.append(frame)
        frame.showPopover()
      }
    },
    await boxesOf(locators),
  )
}

const unframe = (page: Page) =>
  page.evaluate(() => {
    for (const frame of document.querySelectorAll('.guide-frame')) frame.remove()
  })

/** Says a place as it would be called on anybody's machine. */
export const rename = (page: Page, folder: string, as: string): Promise<void> =>
  page.evaluate(
    ([folder, as]) => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let text = texts.nextNode(); text; text = texts.nextNode())
        text.nodeValue = text.nodeValue!.replaceAll(folder!, as!)
    },
    [folder, as],
  )
