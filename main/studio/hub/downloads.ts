import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { cancelled, StudioError, toWire } from '#shared/errors.ts'
import type { Download, HubWish } from '#shared/studio/hub.ts'
import { throttle } from '../jobs/throttle.ts'
import { listeners } from '../listeners.ts'
import { modelsFolder } from '../model-library.ts'
import { type Known, recordedFiles } from '../models/records.ts'
import { lookAt } from './api.ts'
import { bytesThere, discard, download, keepPlan, readPlan, workFolder } from './download.ts'
import { cachedBlobs, hubCacheFolder } from './hf-cache.ts'
import { bytesOf, type Plan, planOf } from './plan.ts'
import { type Rate, rate } from './rate.ts'
import type { HubClient } from './request.ts'

export type DownloadsOptions = {
  models: string
  client: () => Promise<HubClient>
  onArrived: (name: string) => void
}
export type Downloads = {
  begin(wish: HubWish, signal: AbortSignal): Promise<string>
  pause(id: string): Promise<void>
  resume(id: string): void
  discard(id: string): Promise<void>
  list(): Download[]
  watch(listener: (all: Download[]) => void): () => void
  close(): Promise<void>
}

type Row = { plan: Plan; told: Download; rate: Rate; abort: AbortController; ended: Promise<void> }

/** Files that may be what is wanted: those of models at hand, and of the hub's own cache. */
export const knownFiles = async (): Promise<Map<string, Known>> =>
  new Map([...(await recordedFiles(modelsFolder())), ...(await cachedBlobs(hubCacheFolder()))])

/** All downloads of a studio. What an earlier run left is paused: nothing goes to a network by itself. */
export async function openDownloads({ models, client, onArrived }: DownloadsOptions): Promise<Downloads> {
  const rows = new Map<string, Row>()
  const changes = listeners<Download[]>()
  const list = () => [...rows.values()].map(({ told }) => told)
  const tell = throttle<void>(() => changes.tell(list()), 200)

  const row = (plan: Plan, bytes: number): Row => ({
    plan,
    rate: rate(),
    abort: new AbortController(),
    ended: Promise.resolve(),
    told: {
      id: plan.id,
      repository: plan.repository,
      variant: plan.variant,
      precision: plan.precision,
      name: plan.name,
      state: 'paused',
      phase: 'fetching',
      bytes,
      of: bytesOf(plan),
      reused: 0,
      rate: null,
      msLeft: null,
      error: null,
    },
  })

  for (const id of await readdir(dirname(workFolder(models, 'x'))).catch(() => [])) {
    const plan = await readPlan(models, id)
    if (plan && plan.id === id) rows.set(id, row(plan, await bytesThere(models, plan)))
  }

  const change = (one: Row, by: Partial<Download>) => {
    one.told = { ...one.told, ...by }
    tell.push()
  }
  const still = { rate: null, msLeft: null }

  function start(one: Row): void {
    one.abort = new AbortController()
    one.rate = rate()
    change(one, { state: 'running', phase: 'looking', error: null, ...still })
    one.ended = run(one)
  }

  async function run(one: Row): Promise<void> {
    const { signal } = one.abort
    try {
      const name = await download(one.plan, {
        models,
        client: await client(),
        signal,
        known: knownFiles,
        onEvent: ({ phase, bytes, of, reused }) => {
          const now = performance.now()
          if (phase === 'fetching') one.rate.add(bytes, now)
          const speed = one.rate.read(now)
          const msLeft = speed ? ((of - bytes) / speed) * 1000 : null
          change(one, { phase, bytes, of, reused, rate: speed, msLeft })
        },
      })
      change(one, { state: 'done', name, bytes: one.told.of, ...still })
      onArrived(name)
    } catch (error) {
      if (signal.aborted) change(one, { state: 'paused', ...still })
      else change(one, { state: 'failed', error: toWire(error), ...still })
    }
    tell.flush()
  }

  const find = (id: string): Row => {
    const one = rows.get(id)
    if (!one) throw new StudioError('invalid-input', 'There is no such download any more')
    return one
  }
  const pause = async (one: Row) => {
    if (one.told.state !== 'running') return
    one.abort.abort(cancelled())
    await one.ended
  }

  const asked = new Map<string, Promise<string>>()
  async function look(wish: HubWish, signal: AbortSignal): Promise<string> {
    const plan = planOf(await lookAt(await client(), wish, signal), wish.variant)
    const known = rows.get(plan.id)
    const one = known && known.told.state !== 'done' ? known : row(plan, 0)
    if (one !== known) {
      await keepPlan(models, plan)
      rows.set(plan.id, one)
    }
    if (one.told.state !== 'running') start(one)
    return plan.id
  }

  return {
    list,
    begin(wish, signal) {
      // Two that want the same at the same time get the same.
      const key = JSON.stringify([wish.repository, wish.revision, wish.variant])
      const same = asked.get(key)
      if (same) return same
      const mine = look(wish, signal).finally(() => asked.delete(key))
      asked.set(key, mine)
      return mine
    },
    pause: id => pause(find(id)),
    resume(id) {
      const one = find(id)
      if (one.told.state === 'paused' || one.told.state === 'failed') start(one)
    },
    async discard(id) {
      const one = find(id)
      await pause(one)
      if (one.told.state !== 'done') await discard(models, id)
      rows.delete(id)
      tell.push()
    },
    watch(listener) {
      listener(list())
      return changes.add(listener)
    },
    async close() {
      await Promise.all([...rows.values()].map(pause))
    },
  }
}
