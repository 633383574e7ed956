import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '#main/electron/content-policy.ts'

const root = resolve(import.meta.dirname, '../../..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const below = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => join(folder, name))

const all = ['shared', 'main', 'preload', 'renderer'].flatMap(below)
const withText = (pattern: RegExp) => all.filter(file => pattern.test(read(file)))

describe("Electron's checklist, as far as the sources tell", () => {
  test.each([
    [/openExternal/],
    [/enableBlinkFeatures|experimentalFeatures|allowRunningInsecureContent|allowpopups/],
    [/webSecurity:\s*false|nodeIntegration\w*:\s*true|contextIsolation:\s*false|sandbox:\s*false/],
    [/file:\/\//],
    [/\beval\(|new Function\(|dangerouslySetInnerHTML|\.innerHTML\s*=/],
    [/@electron\/remote|enableRemoteModule/],
  ])('nothing has %s', pattern => expect(withText(pattern)).toEqual([]))

  test('Electron is imported in the shell and the preload only', () => {
    const importers = withText(/from 'electron(\/\w+)?'/)
    expect(importers.filter(file => !/^(main\/electron|preload)\//.test(file))).toEqual([])
    expect(withText(/from 'electron-store'/).filter(file => !file.startsWith('main/electron/'))).toEqual([])
  })

  test('one place listens to pages, on one channel, and checks who sends', () => {
    expect(withText(/ipcMain|\.ipc\.(on|handle)|ipcRenderer\.(on|send|invoke)/)).toEqual([
      'main/electron/page-port.ts',
      'preload/index.ts',
    ])
    expect(read('main/electron/page-port.ts')).toContain('isOurPage(event, contents)')
  })

  test('the policy lets nothing in but the bundle and the library', () => {
    const policy = Object.fromEntries(
      contentSecurityPolicy.split('; ').map(row => [row.split(' ')[0], row.split(' ').slice(1).join(' ')]),
    )
    expect(policy).toMatchObject({ 'default-src': "'none'", 'script-src': "'self'", 'style-src': "'self'" })
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|wss?:|\*/)
  })

  test('no package is started without the sandbox', () => {
    const yml = read('electron-builder.yml')
    expect(yml).toMatch(/^appImage:\n( +#.*\n)? {2}executableArgs: \[\]$/m)
    expect(yml).not.toMatch(/^[^#]*--no-sandbox/m)
  })

  test('fuses', () => {
    const yml = read('electron-builder.yml')
    const fuse = (name: string) => new RegExp(`^  ${name}: (true|false)$`, 'm').exec(yml)?.[1]
    for (const on of [
      'enableEmbeddedAsarIntegrityValidation',
      'onlyLoadAppFromAsar',
      'enableCookieEncryption',
    ])
      expect([on, fuse(on)]).toEqual([on, 'true'])
    for (const off of [
      'runAsNode',
      'enableNodeOptionsEnvironmentVariable',
      'enableNodeCliInspectArguments',
      'loadBrowserProcessSpecificV8Snapshot',
      'grantFileProtocolExtraPrivileges',
    ])
      expect([off, fuse(off)]).toEqual([off, 'false'])
  })
})
