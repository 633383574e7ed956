import { join } from 'node:path'
import Conf from 'conf'
import { servedHost } from '#main/server/host.ts'
import { forkEngine } from '#main/studio/fork-engine.ts'
import { openStudio, type Studio, type StudioOptions } from '#main/studio/studio.ts'
import type { Client } from '#shared/contract.ts'
import type { JobState } from '#shared/studio/jobs.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import { until } from './scratch.ts'
import { through } from './through.ts'

export type Opened = {
  studio: Studio
  call: Client<StudioContract>
  problems: string[]
  /** Draws pictures with the shipped model, or another, and gives the job when it has ended. */
  draw(generation: object, more?: { count?: number; model?: string }): Promise<JobState>
}

/** A whole studio in a folder, with the real engine. */
export async function opened(scratch: string, spawn: StudioOptions['spawn'] = forkEngine): Promise<Opened> {
  const data = join(scratch, 'data')
  const problems: string[] = []
  const studio = await openStudio({
    data,
    cache: join(scratch, 'cache'),
    pictures: join(scratch, 'pictures'),
    spawn,
    openSettings: () => new Conf({ cwd: data, configName: 'settings' }),
    onProblem: sentence => problems.push(sentence),
  })
  const call = through(studio.handlers(servedHost))
  let jobs: readonly JobState[] = []
  call('jobs.watch', undefined, {
    onEvent: event => {
      if (event.kind === 'queue') jobs = event.jobs
    },
  }).catch(() => {})
  return {
    studio,
    call,
    problems,
    async draw(generation, { count = 1, model = 'picturebook' } = {}) {
      const request = { model, generation: { prompt: 'a red bird', seed: 7, steps: 6, ...generation }, count }
      const { ids } = await call('jobs.add', { jobs: [request] })
      return until(
        () => jobs.find(({ id, state }) => id === ids[0] && /done|failed|cancelled/.test(state)),
        60_000,
      )
    },
  }
}
