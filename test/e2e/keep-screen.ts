import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './electron-host.ts'
import type { Opened } from './host.ts'

/** What a test that failed had before its eyes. */
export async function keepScreen({ page }: Opened, name: string): Promise<void> {
  const folder = join(root, 'test-output', 'failed')
  mkdirSync(folder, { recursive: true })
  const file = `${name.replace(/[^\w]+/g, '-').slice(0, 80)}.png`
  await page.screenshot({ path: join(folder, file) }).catch(() => {})
}
