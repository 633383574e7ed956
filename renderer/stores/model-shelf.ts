import { create } from 'zustand'
import type { ModelReport } from '#shared/engine-contract.ts'
import { isCancelled, toWire } from '#shared/errors.ts'
import type { BytesEvent, ModelPlaces, VerifyResult } from '#shared/studio/models.ts'
import { call, watch } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { t } from '../strings.ts'
import { loadModels, modelById, useModels } from './models.ts'
import { explain, toast } from './toasts.ts'

/** A check of a model: how far it is, then what it found or what went wrong. */
export type Check = {
  what: 'files' | 'run'
  doing: BytesEvent | null
  result: VerifyResult | null
  report: ModelReport | null
  error: string | null
}
type State = { places: ModelPlaces | null; checks: Record<string, Check> }

export const useShelf = create<State>(() => ({ places: null, checks: {} }))

const aborts = new Map<string, AbortController>()
const setCheck = (model: string, check: Check | null): void =>
  useShelf.setState(({ checks }) => {
    const { [model]: _, ...others } = checks
    return { checks: check ? { ...others, [model]: check } : others }
  })

export const loadPlaces = (): Promise<void> =>
  call('models.places', undefined).then(places => useShelf.setState({ places }), explain)

/** Whether its files are what they were, or whether it can run on this machine. */
export async function checkModel(model: string, what: Check['what']): Promise<void> {
  const abort = new AbortController()
  aborts.set(model, abort)
  const { signal } = abort
  const idle: Check = { what, doing: null, result: null, report: null, error: null }
  setCheck(model, { ...idle, doing: { done: 0, of: 0, msLeft: null } })
  try {
    const onEvent = (doing: BytesEvent) => setCheck(model, { ...idle, doing })
    if (what === 'files')
      setCheck(model, { ...idle, result: await call('models.verify', { model }, { signal, onEvent }) })
    else setCheck(model, { ...idle, report: await call('models.inspect', { model }, { signal }) })
  } catch (error) {
    setCheck(model, isCancelled(error) ? null : { ...idle, error: sentenceOf(toWire(error)) })
  }
}
export const stopCheck = (model: string): void => aborts.get(model)?.abort()
export const closeCheck = (model: string): void => setCheck(model, null)

/** Off the list at once; what went into the trash comes back with Undo. */
export async function removeModel(model: string): Promise<void> {
  const name = modelById(model)?.name ?? model
  try {
    const { trashed } = await call('models.remove', { model })
    await Promise.all([loadModels(), loadPlaces()])
    if (!trashed) return void toast(t.models.forgotten(name))
    const run = () =>
      void call('models.restore', { trashed }).then(loadModels).then(loadPlaces).catch(explain)
    toast(t.models.removed(name), { action: { label: t.undo, run } })
  } catch (error) {
    explain(error)
  }
}

export const lookThrough = (folder: string, on: boolean): Promise<void> =>
  call('models.lookThrough', { folder, on }).then(places => useShelf.setState({ places }))

export const emptyModelTrash = (): Promise<void> =>
  call('models.emptyTrash', undefined).then(places => useShelf.setState({ places }), explain)

export const revealModel = (model: string): void => void call('models.reveal', { model }).catch(explain)

watch('models.watch', models => useModels.setState({ models, state: 'ready', error: null }))
