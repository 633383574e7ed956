import type { Handlers } from '../../shared/contract.ts'
import { StudioError } from '../../shared/errors.ts'
import { type Port, serve } from '../../shared/rpc.ts'
import type { JobsEvent } from '../../shared/studio/jobs.ts'
import type { PictureCard, PictureChange } from '../../shared/studio/pictures.ts'
import { session, studioSettings } from '../../shared/studio/settings.ts'
import { type StudioContract, studioContract } from '../../shared/studio-contract.ts'
import { card } from './card.ts'

export const idOf = (n: number): string => n.toString(16).padStart(64, '0')
export const pictureCard = (n: number): PictureCard => ({
  id: idOf(n),
  created: 1_700_000_000_000 - n,
  width: 64,
  height: 64,
  prompt: `picture ${n}`,
  seed: n,
  model: 'tiny',
  stars: 0,
  starred: false,
  label: '',
  tags: [],
  sampler: 'ddim',
  steps: 20,
  guidance: 7,
  trashed: null,
})

type Emit<E> = (event: E) => void
const never = <T>() => new Promise<T>(() => {})

/** A host in this process, that speaks through the very port that Electron's preload opens. `more` answers what it does not. */
export function fakeStudio(total = 250, more: Partial<Handlers<StudioContract>> = {}) {
  const state = {
    total,
    asked: [] as { name: string; input: unknown }[],
    jobs: null as Emit<JobsEvent> | null,
    pictures: null as Emit<PictureChange> | null,
    failNext: null as StudioError | null,
  }
  const missing = () => {
    throw new StudioError('invalid-input', 'not in this fake')
  }
  const known: Partial<Handlers<StudioContract>> = {
    'host.info': () => ({
      kind: 'electron',
      platform: 'test',
      version: '0',
      commit: '',
      feed: null,
      can: { saveAs: true, copy: true, reveal: true, dragOut: true, chooseFolder: true },
    }),
    'host.watch': () => never(),
    'library.info': () => ({
      folder: '/l',
      pictures: state.total,
      trashed: 0,
      bytes: 0,
      external: 0,
      problem: null,
    }),
    'models.list': () => [card()],
    'models.vocabulary': () => null,
    'models.starters': () => [],
    'settings.get': () => ({ settings: studioSettings.parse({ theme: 'light' }), problem: null }),
    'settings.set': ({ change }) => studioSettings.parse(change),
    'session.get': () => session.parse({ prompt: 'unsent' }),
    'session.set': () => {},
    'jobs.watch': (_, { emit }) => {
      state.jobs = emit
      emit({ kind: 'queue', jobs: [], paused: false })
      return never()
    },
    'jobs.add': ({ jobs }) => ({ ids: jobs.map((_, n) => `job-${n}`) }),
    'jobs.cancel': () => {},
    'jobs.move': () => {},
    'pictures.watch': (_, { emit }) => {
      state.pictures = emit
      return never()
    },
    'pictures.range': ({ offset, limit }) => ({
      total: state.total,
      pictures: Array.from({ length: Math.max(0, Math.min(limit, state.total - offset)) }, (_, n) =>
        pictureCard(offset + n),
      ),
    }),
    'pictures.ids': ({ offset, limit }) =>
      Array.from({ length: Math.max(0, Math.min(limit, state.total - offset)) }, (_, n) => idOf(offset + n)),
    'pictures.trash': ({ ids }) => {
      state.total -= ids.length
      state.pictures?.({ kind: 'changed', ids })
      return { ids, cancelled: false, problem: null }
    },
    'pictures.restore': ({ ids }) => {
      state.total += ids.length
      state.pictures?.({ kind: 'changed', ids })
      return { ids, cancelled: false, problem: null }
    },
    ...more,
  }
  const handlers = new Proxy({} as Handlers<StudioContract>, {
    get: (_, name: keyof StudioContract) => (input: never, context: never) => {
      state.asked.push({ name, input })
      const failure = state.failNext
      if (failure && !name.endsWith('.watch')) {
        state.failNext = null
        throw failure
      }
      return (known[name] ?? missing)(input, context)
    },
    getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
  })

  const toHost: ((message: unknown) => void)[] = []
  const toPage: ((message: unknown) => void)[] = []
  const post = (listeners: typeof toHost) => (message: unknown) =>
    queueMicrotask(() => {
      for (const listener of listeners) listener(structuredClone(message))
    })
  const port: Port = {
    send: post(toPage),
    onMessage: listener => void toHost.push(listener),
    onClose: () => {},
  }
  serve(port, studioContract, handlers)
  const bridge = {
    send: post(toHost),
    onMessage: (listener: (message: unknown) => void) => void toPage.push(listener),
  }
  return { state, bridge }
}

/** Until it is so, or two seconds have passed. */
export async function until(test: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !test(); i++) await new Promise(resolve => setTimeout(resolve, 5))
  if (!test()) throw new Error(`never became so: ${test}`)
}
