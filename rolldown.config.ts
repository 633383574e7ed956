import { chmodSync } from 'node:fs'
import { defineConfig } from 'rolldown'

/** The command line and its engine process, as plain Node modules that need no type stripping. */
export default defineConfig({
  input: { reroll: 'main/cli.ts', engine: 'engine/entry.ts' },
  platform: 'node',
  external: [/^onnxruntime-node/],
  plugins: [{ name: 'executable', writeBundle: () => chmodSync('dist/reroll.mjs', 0o755) }],
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    cleanDir: true,
    banner: chunk => (chunk.name === 'reroll' ? '#!/usr/bin/env node' : ''),
  },
})
