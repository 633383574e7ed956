import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { violations } from './accessibility.ts'
import { root } from './electron-host.ts'

/** A picture of the page in both themes, kept by the host's name, and what axe objects to: the second differs in its colours. */
export async function lookAt(page: Page, host: string, name: string): Promise<string[]> {
  const pictures = join(root, 'test-output', 'screens', host)
  mkdirSync(pictures, { recursive: true })
  const found: string[] = []
  for (const [colorScheme, rules] of [
    ['dark', 'all'],
    ['light', 'colours'],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Ends what fades from one theme into the other.
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), animations: 'disabled' })
    for (const line of await violations(page, rules)) found.push(`${colorScheme}: ${line}`)
  }
  return found
}
