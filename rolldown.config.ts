import { chmodSync, copyFileSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { defineConfig, type Plugin } from 'rolldown'
import { commit, feedPlace } from './packaging/built-from.ts'

const out = 'dist'

/** Native code finds its libraries beside itself, Electron is the host's own: these stay outside. */
const external = [/^onnxruntime-node/, /^@photostructure\/sqlite/, 'electron']

const codecs = [
  'webp/codec/dec/webp_dec.wasm',
  'webp/codec/enc/webp_enc_simd.wasm',
  'jpeg/codec/dec/mozjpeg_dec.wasm',
  'jpeg/codec/enc/mozjpeg_enc.wasm',
  'avif/codec/enc/avif_enc.wasm',
]

const isCodec = (name: string) => codecs.some(codec => basename(codec) === name)

/** Makes the command line executable, lays the codecs beside it, and sweeps out what an earlier build left. */
const finish: Plugin = {
  name: 'finish',
  writeBundle(_, bundle) {
    for (const codec of codecs) copyFileSync(`node_modules/@jsquash/${codec}`, join(out, basename(codec)))
    chmodSync(join(out, 'reroll.mjs'), 0o755)
    for (const name of readdirSync(out))
      if ((name.endsWith('.mjs') && !(name in bundle)) || (name.endsWith('.wasm') && !isCodec(name)))
        rmSync(join(out, name))
  },
}

/** Every host as plain Node modules that need no type stripping, and the bridge into the window's page. */
export default defineConfig([
  {
    input: {
      reroll: 'main/cli.ts',
      engine: 'engine/entry.ts',
      pixels: 'main/studio/library/pixel-worker.ts',
      recode: 'main/studio/export/recode-worker.ts',
      placing: 'main/studio/atlas/place-worker.ts',
      start: 'main/start.ts',
      server: 'main/server.ts',
      electron: 'main/electron/index.ts',
    },
    platform: 'node',
    logLevel: 'warn',
    external,
    plugins: [finish],
    transform: {
      define: { REROLL_COMMIT: JSON.stringify(commit()), REROLL_FEED: JSON.stringify(feedPlace()) },
    },
    output: {
      dir: out,
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
      banner: chunk => (chunk.name === 'reroll' ? '#!/usr/bin/env node' : ''),
    },
  },
  {
    // A sandboxed window loads exactly one file, and only as CommonJS.
    input: { preload: 'preload/index.ts' },
    platform: 'node',
    logLevel: 'warn',
    external,
    output: { dir: out, format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
  },
])
