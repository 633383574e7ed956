import { resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { notices } from '../packaging/notices.ts'

// A test runner that builds first says NODE_ENV=test, which would make React its slow self.
process.env.NODE_ENV = 'production'

/** The licences of all that is shipped, beside the page that shows them. */
const licences: Plugin = {
  name: 'licences',
  generateBundle() {
    const source = notices(resolve(import.meta.dirname, '..'))
    this.emitFile({ type: 'asset', fileName: 'notices.txt', source })
  },
}

/** One page, one script, one sheet: what a strict content policy lets through. What is opened seldom is a script of its own. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [licences],
  build: {
    outDir: resolve(import.meta.dirname, '../dist/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
})
