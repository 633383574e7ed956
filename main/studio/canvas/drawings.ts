import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { assetsOf, type CanvasRecord, canvasLimits, isItem } from '#shared/canvas/records.ts'
import { StudioError } from '#shared/errors.ts'
import type { DrawingCard, DrawingId } from '#shared/studio/canvas.ts'
import { type Serial, serial } from '../serial.ts'
import { appendChange, type Kept, readDrawing, writeSnapshot } from './drawing-files.ts'
import { type DrawingInfo, infoName, readInfo, writeInfo } from './drawing-info.ts'
import { changedElsewhere } from './journal.ts'

export type Drawings = ReturnType<typeof drawings>

/** So many drawings stay in memory. */
const most = 8

/**
 * The drawings in a folder, each in one of its own; changes of one drawing go one after another. `onProblem` hears of
 * those that cannot be read, once each.
 */
export function drawings(folder: string, onProblem: (sentence: string) => void = () => {}) {
  const told = new Set<string>()
  const loaded = new Map<DrawingId, Promise<Kept>>()
  const lines = new Map<DrawingId, Serial>()
  const at = (id: DrawingId) => join(folder, id)

  const inTurn = <T>(id: DrawingId, work: () => Promise<T>): Promise<T> => {
    const line = lines.get(id) ?? serial()
    lines.set(id, line)
    return line(work)
  }

  const inOrder = serial()
  /** One after another: what could not be read is put right once. */
  const infoOf = (id: DrawingId): Promise<DrawingInfo> => inOrder(() => readInfo(at(id), onProblem))

  /** In turn, since what is being written must not be read half. */
  function load(id: DrawingId): Promise<Kept> {
    const known = loaded.get(id) ?? readDrawing(at(id))
    loaded.delete(id)
    loaded.set(id, known)
    known.catch(() => loaded.delete(id))
    for (const oldest of loaded.keys()) if (loaded.size > most) loaded.delete(oldest)
    return known
  }

  async function cardOf(id: DrawingId): Promise<DrawingCard> {
    const { name, created, trashed } = await infoOf(id)
    const { records } = await inTurn(id, () => load(id))
    const all = [...records.values()]
    const names = await readdir(at(id))
    const times = await Promise.all(
      names
        .filter(one => one !== infoName)
        .map(one =>
          stat(join(at(id), one)).then(
            ({ mtimeMs }) => mtimeMs,
            () => 0,
          ),
        ),
    )
    return {
      id,
      name,
      created,
      changed: Math.max(created, ...times),
      layers: all.filter(({ kind }) => kind === 'layer').length,
      items: all.filter(isItem).length,
      trashed,
    }
  }

  const ids = () =>
    readdir(folder, { withFileTypes: true }).then(
      entries => entries.filter(one => one.isDirectory()).map(({ name }) => name),
      () => [],
    )

  /** One that cannot be read is told, not shown; a folder without a name is nothing: see `create`. */
  function unread(id: DrawingId, { message }: Error): null {
    if (existsSync(join(at(id), infoName)) && !told.has(message)) onProblem(message)
    told.add(message)
    return null
  }

  return {
    async list(): Promise<DrawingCard[]> {
      const cards = await Promise.all((await ids()).map(id => cardOf(id).catch(error => unread(id, error))))
      return cards.filter(card => card !== null).sort((a, b) => b.changed - a.changed)
    },
    /** Errors: `invalid-input` for what is no whole drawing; `disk-full`, `not-writable`. */
    async create(name: string, records: readonly CanvasRecord[]): Promise<DrawingId> {
      checkWhole(new Map(records.map(one => [one.id, one])))
      const id = randomUUID()
      await writeSnapshot(at(id), 0, records)
      // With this it is there; before it, a folder without a name is nothing.
      await writeInfo(at(id), { name, created: Date.now(), trashed: null })
      return id
    },
    async open(id: DrawingId) {
      const { name } = await infoOf(id)
      const { records, revision, lost } = await inTurn(id, () => load(id))
      return { name, records: [...records.values()], revision, lost }
    },
    /** Errors: `invalid-input` when another revision is the newest; `disk-full`, `not-writable`. */
    append: (
      id: DrawingId,
      revision: number,
      changes: Record<string, CanvasRecord | null>,
    ): Promise<number> =>
      inTurn(id, async () => {
        await infoOf(id)
        const kept = await load(id)
        if (kept.revision !== revision) throw changedElsewhere()
        const next = new Map(kept.records)
        for (const [key, after] of Object.entries(changes)) {
          if (after) next.set(key, after)
          else next.delete(key)
        }
        checkWhole(next)
        await appendChange(at(id), kept, changes).catch(error => {
          // Whatever went wrong, what lies there is looked at again.
          loaded.delete(id)
          throw error
        })
        return kept.revision
      }),
    rename: (id: DrawingId, name: string): Promise<void> =>
      inTurn(id, async () => writeInfo(at(id), { ...(await infoOf(id)), name })),
    trash: (id: DrawingId, trashed: number | null): Promise<void> =>
      inTurn(id, async () => writeInfo(at(id), { ...(await infoOf(id)), trashed })),
    /** Every file that any drawing names. Errors: when one cannot be read, so that nothing of its is taken for unused. */
    async assets(): Promise<Set<string>> {
      const named = new Set<string>()
      for (const id of await ids()) {
        const { records } = await inTurn(id, () => load(id))
        for (const asset of assetsOf(records)) named.add(asset)
      }
      return named
    },
  }
}

/** Errors: `invalid-input`. */
function checkWhole(records: ReadonlyMap<string, CanvasRecord>): void {
  const refuse = (why: string) => new StudioError('invalid-input', `That is no whole drawing: ${why}`)
  if (records.get('page')?.kind !== 'page') throw refuse('it has no page')
  if (records.get('box')?.kind !== 'box') throw refuse('it has no box that says what is drawn')
  let [layers, items] = [0, 0]
  for (const [id, one] of records) {
    if (one.id !== id) throw refuse(`a record is called both ${id} and ${one.id}`)
    if (one.kind === 'layer') layers++
    if (isItem(one)) {
      items++
      if (records.get(one.layer)?.kind !== 'layer') throw refuse(`${id} lies on a layer that is not there`)
    }
  }
  if (layers > canvasLimits.layers)
    throw refuse(`it has ${layers} layers; at most ${canvasLimits.layers} are kept`)
  if (items > canvasLimits.items)
    throw refuse(
      `it has ${items} strokes and other items; at most ${canvasLimits.items} are kept; merge or clear some`,
    )
}
