import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { describe, expect, test } from 'vitest'
import { shippedPackages } from '../../packaging/notices.ts'
import { root } from '../e2e/electron-host.ts'
import { asar, packed, packedFiles, program } from './packed.ts'

const inAsar = () => listPackage(asar, { isPack: false }).map(name => name.slice(1))
const all = () => [...packedFiles(), ...inAsar()]
const here = `${process.platform}/${process.arch}`

describe('the unpacked package', () => {
  test('has the fuses that docs/security.md tells of, read back from the program itself', async () => {
    const wire = await getCurrentFuseWire(program)
    // Fuses are characters in the program: `1` on, `0` off, `r` removed.
    const state = (fuse: FuseV1Options) =>
      ({ 1: true, 0: false })[String.fromCharCode(Number(wire[fuse]))] ?? 'removed'
    expect({
      runAsNode: state(FuseV1Options.RunAsNode),
      cookies: state(FuseV1Options.EnableCookieEncryption),
      nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: state(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
      snapshot: state(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      fileProtocol: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      cookies: true,
      nodeOptions: false,
      inspect: false,
      integrity: true,
      onlyAsar: true,
      snapshot: false,
      fileProtocol: false,
    })
  })

  test('holds native code of this platform alone, as real files', () => {
    const native = /\.(node|dll|dylib)$|\.so(\.\d+)*$/
    const ours = packedFiles().filter(name => native.test(name) && name.includes('node_modules'))
    expect(ours.map(name => name.replace(/^.*node_modules\//, '')).sort()).toEqual([
      `@photostructure/sqlite/prebuilds/linux-${process.arch}/@photostructure+sqlite.glibc.node`,
      `onnxruntime-node/bin/napi-v6/${here}/libonnxruntime.so.1`,
      `onnxruntime-node/bin/napi-v6/${here}/onnxruntime_binding.node`,
    ])
    expect(all().filter(name => /\.(dll|dylib|exe|cmd)$|win32|darwin/.test(name))).toEqual([])
  })

  test('holds no source, map, test, training, or another app', () => {
    const stray =
      /\.(map|tsx?|mts|cts|py|spec\.\w+|test\.\w+)$|(^|\/)(test|tests|training|bench|docs)\/|default_app/
    expect(all().filter(name => stray.test(name))).toEqual([])
  })

  test('holds the shipped model, byte for byte', () => {
    const at = 'picturebook/unet/model.onnx'
    const copy = readFileSync(join(packed, 'resources/models', at))
    expect(copy.equals(readFileSync(join(root, 'models', at)))).toBe(true)
    expect(existsSync(join(packed, 'resources/models/picturebook/README.md'))).toBe(true)
  })

  test('names the licence of everything in it', () => {
    for (const name of ['LICENSE', 'LICENSE.electron.txt', 'LICENSES.chromium.html', 'NOTICES.txt'])
      expect([name, existsSync(join(packed, name))]).toEqual([name, true])
    const text = readFileSync(join(packed, 'NOTICES.txt'), 'utf8')
    expect(
      shippedPackages(root).filter(({ name, version }) => !text.includes(`${name} ${version}\n`)),
    ).toEqual([])
    for (const name of [
      'onnxruntime-node',
      'What ONNX Runtime',
      'SIL OPEN FONT LICENSE',
      'MozJPEG',
      'Spleen',
      'Noto Emoji',
    ])
      expect(text).toContain(name)
  })

  test('stays within its size', () => {
    const size = packedFiles().reduce((sum, name) => sum + statSync(join(packed, name)).size, 0)
    // 332 MB with Electron 33 (docs/packaging.md lists the parts); the window's languages alone would be 40 more.
    expect(size / 1e6).toBeLessThan(350)
    expect(statSync(asar).size / 1e6).toBeLessThan(13)
  })
})
