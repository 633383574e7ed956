import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { electronHost, openElectron, root } from './electron-host.ts'
import { bird, person } from './person.ts'
import { newProfile } from './profile.ts'

test.skipIf(process.getuid?.() !== 0)('no process of either host sends a packet, whatever is done', () => {
  const [sink, script] = ['sink.sh', 'offline.ts'].map(name => join(root, 'test/e2e', name))
  const { stdout, stderr, status } = spawnSync('unshare', ['-n', 'sh', sink!, process.execPath, script!], {
    encoding: 'utf8',
    cwd: root,
  })
  expect([status, stderr]).toEqual([0, expect.anything()])
  expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toEqual({
    // One packet of its own, which shows that they are counted.
    counted: 1,
    interfaces: ['lo', 'sink'],
    report: ['served', 'electron'].map(host => ({ host, pictures: 1, outside: [], packets: 0 })),
  })
})

test('while it draws, no request leaves the window and no process of it opens a connection', async () => {
  const profile = newProfile()
  const studio = await openElectron(profile)
  // Every request of every page, worker and of main itself passes here, whatever becomes of it.
  await studio.app.evaluate(({ session }) => {
    const seen: string[] = []
    Object.assign(globalThis, { seen })
    const everything = { urls: ['<all_urls>'] }
    session.defaultSession.webRequest.onErrorOccurred(everything, ({ url }) => seen.push(url))
    session.defaultSession.webRequest.onSendHeaders(everything, ({ url }) => seen.push(url))
  })
  const me = person(studio.page)
  await me.prompt.waitFor()
  await me.write(bird)
  await me.set(me.steps, 4)
  await me.roll(4)
  await me.done(4).nth(3).waitFor()
  const seen = await studio.app.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)
  expect(seen.filter(url => !/^(studio|blob|data|devtools):/.test(url))).toEqual([])
  expect(await studio.outside()).toEqual([])
  await studio.close()
  await electronHost.dispose()
  profile.remove()
})
