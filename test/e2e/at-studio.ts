import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Host, Opened } from './host.ts'
import { keepScreen } from './keep-screen.ts'
import { type Person, person } from './person.ts'
import { newProfile, type Profile } from './profile.ts'

export type AtStudio = {
  profile: Profile
  studio: Opened
  me: Person
  /** Closes it and opens it again, as it was left. */
  again(): Promise<void>
}

/**
 * A studio for all tests of the block that calls this, with a profile of its own: `prepare` fills that, and gives more
 * for its environment. What a test that fails had before its eyes is kept.
 */
export function atStudio(
  host: Host,
  prepare: (profile: Profile) => Record<string, string> | undefined = () => undefined,
): AtStudio {
  const at = {} as AtStudio
  let env: Record<string, string> | undefined
  const open = async () => {
    at.studio = await host.open(at.profile, env)
    at.me = person(at.studio.page)
    await at.me.prompt.waitFor()
  }
  at.again = async () => {
    await at.studio.close()
    await open()
  }
  beforeAll(async () => {
    at.profile = newProfile()
    env = prepare(at.profile)
    await open()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepScreen(at.studio, `${host.name} ${task.name}`)
  })
  afterAll(async () => {
    await at.studio?.close()
    await host.dispose()
    at.profile?.remove()
  })
  return at
}
