import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, type Page } from 'playwright'
import { build } from 'vite'
import { securityHeaders } from '../../../main/server/headers.ts'
import { chromiumFile } from '../served-host.ts'

export type CompilePage = { page: Page; close(): Promise<void> }

/** A page in Chromium with the window's compiler, its worker, and no studio behind it; under the window's own policy. */
export async function openCompilePage(): Promise<CompilePage> {
  const folder = mkdtempSync(join(tmpdir(), 'compile-page-'))
  await bundle(folder)
  const server = createServer(({ url }, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    if (url?.endsWith('.js'))
      response
        .setHeader('Content-Type', 'text/javascript')
        .end(readFileSync(join(folder, url.replace(/^\/assets\//, '/'))))
    else
      response
        .setHeader('Content-Type', 'text/html')
        .end('<!doctype html><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const browser = await chromium.launch({
    executablePath: chromiumFile,
    args: ['--no-sandbox', '--disable-gpu'],
  })
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  await isReady(page)
  return {
    page,
    async close() {
      await browser.close()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits until the page can be asked; again after it is loaded anew. */
export const isReady = (page: Page): Promise<void> =>
  page.locator('[data-ready]').waitFor({ state: 'attached' })

const bundle = (folder: string) =>
  build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    plugins: [
      {
        name: 'no-studio',
        enforce: 'pre',
        resolveId: (id: string) => (id.endsWith('/api.ts') ? resolve(import.meta.dirname, 'api.ts') : null),
      },
    ],
    base: '/',
    build: {
      assetsDir: '',
      outDir: folder,
      target: 'chrome130',
      modulePreload: false,
      assetsInlineLimit: 0,
      rollupOptions: {
        input: resolve(import.meta.dirname, 'page.ts'),
        output: { entryFileNames: 'page.js', assetFileNames: '[name].[ext]', chunkFileNames: '[name].js' },
      },
    },
  })
