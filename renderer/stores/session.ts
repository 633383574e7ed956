import { reading as readingSchema, usualReading } from '#shared/prompt/reading.ts'
import type { Session } from '#shared/studio/settings.ts'
import { call, whenOpen } from '../api.ts'
import { useCanvas } from './canvas.ts'
import { openDrawing } from './canvas-sync.ts'
import { type Control, type Count, controls, counts, type Desk, useDesk } from './desk.ts'
import { silently } from './desk-history.ts'
import { layouts, pages, sides, useView, type View } from './view.ts'

type Kept = Pick<
  Session,
  | 'prompt'
  | 'negative'
  | 'model'
  | 'controls'
  | 'knobs'
  | 'dice'
  | 'steer'
  | 'conditions'
  | 'loras'
  | 'refiner'
  | 'past'
  | 'parent'
  | 'origin'
  | 'promptHistory'
  | 'selected'
  | 'view'
>

export function deskToSession(desk: Desk): Omit<Kept, 'selected' | 'view'> {
  const { prompt, negative, model, given, knobs, dice, steer, conditions, loras, past, parent, origin } = desk
  const { refiner, history, seed, locked, count, rng, reading, around, diceLocks } = desk
  const more = around
    ? { aroundSeed: around.seed, aroundStrength: around.strength, aroundHeld: around.held }
    : {}
  return {
    prompt,
    negative,
    model,
    knobs,
    dice,
    steer,
    conditions,
    loras,
    refiner,
    past,
    parent,
    origin,
    controls: { ...given, seed, locked, count, rng, ...reading, diceLocks: diceLocks.join(' '), ...more },
    promptHistory: history.map(text => text.slice(0, 20_000)),
  }
}

export function sessionToDesk(session: Kept): Partial<Desk> {
  const { controls: kept, promptHistory: history, prompt, negative, model, knobs } = session
  const { dice, steer, conditions, loras, refiner, past, parent, origin } = session
  const given: Partial<Record<Control, string | number>> = {}
  for (const name of controls) {
    const value = kept[name]
    if (typeof value === 'string' || typeof value === 'number') given[name] = value
  }
  const { aroundSeed, aroundStrength } = kept
  const around =
    (typeof aroundSeed === 'number' || typeof aroundSeed === 'string') && typeof aroundStrength === 'number'
      ? { seed: aroundSeed, strength: aroundStrength, held: kept.aroundHeld === true }
      : null
  return {
    prompt,
    negative,
    model,
    knobs,
    dice,
    steer,
    conditions,
    loras,
    refiner,
    past,
    parent,
    origin,
    history,
    given,
    around,
    ...(typeof kept.seed === 'string' && { seed: kept.seed }),
    locked: kept.locked === true,
    diceLocks: typeof kept.diceLocks === 'string' ? kept.diceLocks.split(' ').filter(Boolean) : [],
    ...(counts.includes(kept.count as Count) && { count: kept.count as Count }),
    rng: kept.rng === 'cuda' ? 'cuda' : 'cpu',
    reading: kept.style
      ? (readingSchema.safeParse({ style: kept.style, clipSkip: kept.clipSkip }).data ?? usualReading)
      : usualReading,
  }
}

const viewToSession = ({
  page,
  show,
  prompt,
  strip,
  side,
  time,
  tile,
  layout,
  index,
  zoom,
}: View): Session['view'] => ({
  page,
  show: show === 'compare' ? 'picture' : show,
  prompt,
  strip,
  side,
  time,
  tile,
  layout,
  index,
  fit: zoom.fit,
  scale: zoom.scale,
  drawing: useCanvas.getState().id,
})

export function sessionToView({ view, selected }: Pick<Session, 'view' | 'selected'>): Partial<View> {
  return {
    page: pages.find(page => page === view.page) ?? 'stage',
    show: selected ? 'picture' : 'live',
    selected,
    chosen: new Set(selected ? [selected] : []),
    prompt: view.prompt !== false,
    strip: view.strip !== false,
    side: sides.find(side => side === view.side) ?? null,
    time: view.time === true,
    layout: layouts.find(layout => layout === view.layout) ?? 'grid',
    ...(typeof view.tile === 'number' && { tile: view.tile }),
    ...(typeof view.index === 'number' && { index: view.index }),
    ...(view.fit === false &&
      typeof view.scale === 'number' && { zoom: { fit: false, scale: view.scale, x: 0, y: 0 } }),
  }
}

const first = { desk: useDesk.getState(), view: useView.getState() }

/** Without what a person changed already: who types or goes somewhere early is not thrown back. */
export const untouched = <T extends object>(kept: Partial<T>, first: T, now: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(kept).filter(([name]) => now[name as keyof T] === first[name as keyof T]),
  ) as Partial<T>

let restored = false
let tellRestored: () => void
/** Resolves once the desk lies as it was left: what is put on it before would be mixed with that. */
export const whenRestored = new Promise<void>(resolve => {
  tellRestored = resolve
})
let due: ReturnType<typeof setTimeout> | undefined
let lastSave = 0
const save = (): void => {
  const view = useView.getState()
  call('session.set', {
    ...deskToSession(useDesk.getState()),
    selected: view.selected,
    view: viewToSession(view),
  }).catch(() => {})
}
/** At once after a rest, then every so often: what was typed last is never long unsaved. */
const later = (): void => {
  if (!restored || due) return
  due = setTimeout(
    () => {
      due = undefined
      lastSave = Date.now()
      save()
    },
    Math.max(20, lastSave + 400 - Date.now()),
  )
}

whenOpen(async () => {
  if (restored) return save()
  const session = await call('session.get', undefined).catch(() => null)
  if (session) {
    silently(() => useDesk.setState(untouched(sessionToDesk(session), first.desk, useDesk.getState())))
    useView.setState(untouched(sessionToView(session), first.view, useView.getState()))
    const { drawing } = session.view
    // One that is gone is no loss that anybody needs to be told of.
    if (typeof drawing === 'string') await openDrawing(drawing).catch(() => {})
  }
  restored = true
  tellRestored()
  useDesk.subscribe(later)
  useView.subscribe(later)
  useCanvas.subscribe(({ id }, before) => {
    if (id !== before.id) later()
  })
})
/** A window that closes keeps its last words. */
globalThis.window?.addEventListener('pagehide', () => restored && save())
