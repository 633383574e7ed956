import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

/** What stores and actions of the window may know besides each other: never a component. */
const windowBase = ['shared', 'renderer/api.ts', 'renderer/errors.ts', 'renderer/strings.ts']

/**
 * Who may import whom: the architecture, written down once.
 * The most specific folder counts; `packages` are the only ones from npm, `node:` stands for Node's own modules.
 */
const layers: Record<string, { may: string[]; packages: string[] }> = {
  shared: { may: ['package.json'], packages: ['zod'] },
  'shared/wire.ts': { may: [], packages: ['@msgpack/msgpack'] },
  engine: { may: ['shared'], packages: ['zod', 'fast-png', 'node:'] },
  'engine/maps': { may: ['shared', 'engine'], packages: ['umap-js', 'ml-matrix', 'node:'] },
  'engine/knobs': { may: ['shared', 'engine'], packages: ['ml-matrix', 'node:'] },
  'engine/tokenizer/library.ts': {
    may: ['shared', 'engine'],
    packages: ['@huggingface/tokenizers', 'zod', 'node:'],
  },
  'engine/runtime.ts': { may: ['shared', 'engine'], packages: ['onnxruntime-node', 'node:'] },
  'main/studio': { may: ['shared', 'engine'], packages: ['zod', 'node:'] },
  'main/studio/library/db.ts': {
    may: ['shared', 'main/studio'],
    packages: ['@photostructure/sqlite', 'node:'],
  },
  'main/studio/codecs': { may: ['shared', 'engine', 'main/studio'], packages: ['@jsquash', 'node:'] },
  'main/studio/export': { may: ['shared', 'engine', 'main/studio'], packages: ['fflate', 'node:'] },
  'main/server': {
    may: ['shared', 'main/studio'],
    packages: ['ws', 'conf', 'zod', 'node:'],
  },
  'main/server.ts': { may: ['shared', 'main/server'], packages: ['node:'] },
  'main/cli': { may: ['shared', 'engine', 'main/studio'], packages: ['node:'] },
  'main/electron': {
    may: ['shared', 'main/studio', 'main/server/bundle.ts', 'main/cli'],
    packages: ['electron', 'electron-store', 'zod', 'node:'],
  },
  'main/start': { may: ['main/start'], packages: ['node:'] },
  'main/start.ts': { may: ['main/start', 'main/server.ts'], packages: ['node:'] },
  preload: { may: ['shared'], packages: ['electron'] },
  renderer: {
    may: ['shared', 'assets'],
    packages: [
      'react',
      'react-dom',
      'zustand',
      'radix-ui',
      'lucide-react',
      'konva',
      'react-konva',
      'mediabunny',
      '@tanstack/react-virtual',
      'zod',
    ],
  },
  'renderer/canvas': {
    may: ['shared', 'renderer'],
    packages: ['react', 'zustand', 'radix-ui', 'lucide-react', 'konva', 'perfect-freehand', 'ag-psd'],
  },
  'renderer/guide': { may: ['shared', 'renderer'], packages: ['react', 'marked'] },
  'renderer/lib': { may: ['shared'], packages: [] },
  'renderer/stores': { may: [...windowBase, 'renderer/lib'], packages: ['react', 'zustand'] },
  'renderer/actions': { may: [...windowBase, 'renderer/lib', 'renderer/stores'], packages: [] },
  'renderer/vite.config.ts': { may: ['packaging'], packages: ['vite', 'node:'] },
  packaging: { may: ['packaging', 'package.json'], packages: ['node:', 'sharp'] },
  'main/cli.ts': { may: ['shared', 'main/cli', 'main/studio'], packages: ['node:'] },
}

const files = (folder: string): string[] =>
  !existsSync(join(root, folder))
    ? []
    : statSync(join(root, folder)).isFile()
      ? [folder]
      : readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
          .filter(name => /\.(ts|tsx|mts|cts)$/.test(name) && !name.endsWith('.d.ts'))
          .map(name => join(folder, name))

const layerOf = (path: string) =>
  Object.keys(layers)
    .filter(layer => path === layer || path.startsWith(`${layer}/`))
    .sort((a, b) => b.length - a.length)[0]

/** Every module specifier: static, side-effect, dynamic and re-exported. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\s(),]+)\1/g
  return [...text.matchAll(pattern)].map(match => match[2]!)
}

function allowed(file: string, spec: string): boolean {
  const layer = layerOf(file)!
  const { may, packages } = layers[layer]!
  if (!/^[.#]/.test(spec))
    return packages.some(name => spec === name || spec.startsWith(name.endsWith(':') ? name : `${name}/`))
  const target = spec.startsWith('#') ? spec.slice(1) : relative(root, resolve(root, dirname(file), spec))
  return [layer, ...may].some(name => target === name || target.startsWith(`${name}/`))
}

const sources = Object.keys(layers).flatMap(files)
const top = ['shared', 'engine', 'main', 'preload', 'renderer'].flatMap(files)

describe('layers', () => {
  test('every source file belongs to a layer', () => {
    expect(top.length).toBeGreaterThan(40)
    expect(top.filter(file => !layerOf(file))).toEqual([])
  })

  test('every import is allowed by the table', () => {
    const broken = [...new Set(sources)].flatMap(file =>
      importsOf(file)
        .filter(spec => !allowed(file, spec))
        .map(spec => `${file} -> ${spec}`),
    )
    expect(broken).toEqual([])
  })

  test('the check itself notices what it should', () => {
    expect(allowed('shared/rpc.ts', 'node:fs')).toBe(false)
    expect(allowed('shared/rpc.ts', '../engine/tensor.ts')).toBe(false)
    expect(allowed('engine/tensor.ts', 'onnxruntime-node')).toBe(false)
    expect(allowed('engine/runtime.ts', 'onnxruntime-node')).toBe(true)
    expect(allowed('engine/model/open.ts', '#main/cli.ts')).toBe(false)
    expect(allowed('main/cli/help.ts', 'electron')).toBe(false)
  })

  test('files stay small: mean under 4 KB, none over 300 lines', () => {
    const sizes = top.map(file => statSync(join(root, file)).size)
    expect(sizes.reduce((a, b) => a + b, 0) / sizes.length).toBeLessThan(4096)
    expect(top.filter(file => readFileSync(join(root, file), 'utf8').split('\n').length > 300)).toEqual([])
  })
})
