import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { t } from '../../renderer/strings.ts'
import { electronHost } from './electron-host.ts'
import { bird, person, pictureFiles } from './person.ts'
import { newProfile } from './profile.ts'
import { servedHost } from './served-host.ts'

/** Packets that were sent into the sink so far. */
function packets(): number {
  const line = readFileSync('/proc/net/dev', 'utf8')
    .split('\n')
    .find(line => line.trim().startsWith('sink:'))!
  return Number(line.split(':')[1]!.trim().split(/\s+/)[9])
}

/**
 * Opens each host, draws a picture, searches, looks at the models, and prints what it saw, as JSON: to be run in sink.sh.
 */
const report = []
const before = packets()
for (const host of [servedHost(), electronHost]) {
  const profile = newProfile()
  const studio = await host.open(profile)
  const me = person(studio.page)
  await me.prompt.waitFor()
  await me.write(bird)
  await me.set(me.steps, 2)
  await me.set(me.seed, 42)
  await me.roll(1)
  await me.picture(bird).waitFor()
  await studio.page.getByRole('radio', { name: t.pages.grid, exact: true }).click()
  await studio.page.getByRole('textbox', { name: t.history.search }).fill('bird')
  await studio.page.keyboard.press('Enter')
  await studio.page
    .getByRole('listbox', { name: /^History/ })
    .getByRole('option')
    .first()
    .waitFor()
  // Whatever is offered there, nothing is asked for before somebody wants it.
  await me.palette('Models')
  await studio.page.getByRole('heading', { name: 'Picture-book', exact: true }).waitFor()
  report.push({
    host: host.name,
    pictures: pictureFiles(profile).length,
    outside: await studio.outside(),
    packets: packets() - before,
  })
  await studio.close()
  await host.dispose()
  profile.remove()
}
// That the sink counts at all.
const probe = createSocket('udp4')
await new Promise(resolve => probe.send('x', 53, '192.0.2.1', resolve))
const counted = packets() - before - (report.at(-1)?.packets ?? 0)
console.log(JSON.stringify({ counted, interfaces: Object.keys(networkInterfaces()), report }))
process.exit(0)
