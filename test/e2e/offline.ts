import { networkInterfaces } from 'node:os'
import { electronHost } from './electron-host.ts'
import { bird, person, pictureFiles } from './person.ts'
import { newProfile } from './profile.ts'
import { servedHost } from './served-host.ts'

/** Opens each host, draws one picture and prints what it saw, as JSON: to be run where there is no network. */
const report = []
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
  // Whatever is offered there, nothing is asked for before somebody wants it.
  await me.palette('Models')
  await studio.page.getByRole('heading', { name: 'Picture-book', exact: true }).waitFor()
  report.push({
    host: host.name,
    pictures: pictureFiles(profile).length,
    outside: await studio.outside(),
  })
  await studio.close()
  await host.dispose()
  profile.remove()
}
console.log(JSON.stringify({ interfaces: Object.keys(networkInterfaces()), report }))
process.exit(0)
