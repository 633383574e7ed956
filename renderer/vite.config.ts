import { resolve } from 'node:path'
import { defineConfig } from 'vite'

// A test runner that builds first says NODE_ENV=test, which would make React its slow self.
process.env.NODE_ENV = 'production'

/** One page, one script, one sheet: what a strict content policy lets through. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  build: {
    outDir: resolve(import.meta.dirname, '../dist/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
})
