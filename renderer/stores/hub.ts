import { create } from 'zustand'
import { isCancelled, toWire } from '#shared/errors.ts'
import type { Download, HubHit, HubInfo, HubRepository } from '#shared/studio/hub.ts'
import { call, watch } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { t } from '../strings.ts'
import { explain, toast } from './toasts.ts'
import { setView, useView } from './view.ts'

type State = {
  /** Whether the panel is open. */
  open: boolean
  info: HubInfo | null
  text: string
  /** Null until somebody searched. */
  hits: HubHit[] | null
  searching: boolean
  /** The one that is looked at, by name; `repository` once the hub has answered. */
  looking: string | null
  repository: HubRepository | null
  variant: string
  error: string | null
  downloads: Download[]
}

export const useHub = create<State>(() => ({
  open: false,
  info: null,
  text: '',
  hits: null,
  searching: false,
  looking: null,
  repository: null,
  variant: '',
  error: null,
  downloads: [],
}))
export const setHub = useHub.setState

let asking: AbortController | undefined
/** One question at a time: a new one takes the place of the last. */
async function ask<T>(work: (signal: AbortSignal) => Promise<T>, then: (answer: T) => void): Promise<void> {
  asking?.abort()
  const mine = new AbortController()
  asking = mine
  setHub({ error: null })
  try {
    const answer = await work(mine.signal)
    if (asking === mine) then(answer)
  } catch (error) {
    if (asking === mine && !isCancelled(error))
      setHub({ error: sentenceOf(toWire(error)), searching: false, looking: null })
  }
}

export function openHub(open = true): void {
  setHub({ open })
  if (open && !useHub.getState().info) call('hub.info', undefined).then(info => setHub({ info }), explain)
}

/** By words, or straight to a whole name. */
export function searchHub(): void {
  const text = useHub.getState().text.trim()
  if (!text) return
  if (/^[\w.-]+\/[\w.-]+$/.test(text)) {
    lookAt(text)
    return
  }
  setHub({ searching: true, looking: null, repository: null })
  void ask(
    signal => call('hub.search', { text }, { signal }),
    hits => setHub({ hits, searching: false }),
  )
}

export function lookAt(id: string): void {
  setHub({ looking: id, repository: null, searching: false })
  void ask(
    signal => call('hub.repository', { repository: id }, { signal }),
    repository => setHub({ repository, variant: repository.variants[0]?.id ?? '' }),
  )
}

export function leaveRepository(): void {
  asking?.abort()
  setHub({ looking: null, repository: null, error: null })
}

/** Exactly what was looked at, whatever its makers change meanwhile. */
export function download({ id, commit }: HubRepository, variant: string): void {
  void ask(
    () => call('hub.download', { repository: id, revision: commit, variant }),
    () => {},
  )
}

export const pauseDownload = (download: string): void => void call('hub.pause', { download }).catch(explain)
export const resumeDownload = (download: string): void => void call('hub.resume', { download }).catch(explain)
export const discardDownload = (download: string): void =>
  void call('hub.discard', { download }).catch(explain)

export const setEndpoint = (endpoint: string | null): Promise<void> =>
  call('hub.setEndpoint', { endpoint }).then(info => setHub({ info }), explain)
export const setToken = (token: string | null): Promise<void> =>
  call('hub.setToken', { token }).then(info => setHub({ info }), explain)

watch('hub.watch', downloads => {
  const before = useHub.getState().downloads
  setHub({ downloads })
  // Where it is listed it need not be said.
  if (useView.getState().page === 'models') return
  for (const { id, name, state } of downloads) {
    const was = before.find(one => one.id === id)?.state
    if (was !== 'running' || was === state) continue
    const action = { label: t.models.title, run: () => setView({ page: 'models' }) }
    if (state === 'done') toast(t.models.downloads.arrived(name), { action })
    if (state === 'failed') toast(t.models.downloads.stopped(name), { tone: 'error', action })
  }
})
