import { describe, expect, test } from 'vitest'
import {
  burstMs,
  type Change,
  emptyLog,
  mostEntries,
  record,
  redone,
  type UndoLog,
  undone,
  without,
} from '../../../renderer/lib/undo-log.ts'

type Doc = { a: number; b: number }
const change = (key: keyof Doc, from: number, to: number, more: Partial<Change<Doc>> = {}): Change<Doc> => ({
  kind: 'change',
  label: key,
  key,
  from: { [key]: from },
  to: { [key]: to },
  press: 0,
  held: false,
  at: 0,
  ...more,
})
const logOf = (...changes: Change<Doc>[]): UndoLog<Doc> => changes.reduce<UndoLog<Doc>>(record, emptyLog)
const values = (log: UndoLog<Doc>) =>
  log.done.map(one => (one.kind === 'change' ? [one.from, one.to] : one.label))

describe('what counts as one gesture', () => {
  test('typing that does not pause', () => {
    const log = logOf(
      change('a', 0, 1),
      change('a', 1, 2, { at: burstMs }),
      change('a', 2, 3, { at: 2 * burstMs }),
      change('a', 3, 4, { at: 3 * burstMs + 1 }),
    )
    expect(values(log)).toEqual([
      [{ a: 0 }, { a: 3 }],
      [{ a: 3 }, { a: 4 }],
    ])
  })
  test('a drag, however long it rests', () => {
    const log = logOf(
      change('a', 0, 1, { press: 4, held: true }),
      change('a', 1, 2, { press: 4, held: true, at: 60_000 }),
    )
    expect(values(log)).toEqual([[{ a: 0 }, { a: 2 }]])
  })
  test('not two drags, not two things, not a drag and keys', () => {
    const log = logOf(
      change('a', 0, 1, { press: 4, held: true }),
      change('a', 1, 2, { press: 5, held: true }),
      change('b', 0, 1, { press: 5, held: true }),
      change('b', 1, 2),
    )
    expect(log.done.length).toBe(4)
  })
  test('one that ends where it began was none', () => {
    const log = logOf(change('b', 0, 1), change('a', 0, 1), change('a', 1, 0))
    expect(values(log)).toEqual([[{ b: 0 }, { b: 1 }]])
    expect(record(log, change('b', 1, 2)).done.length).toBe(2)
  })
  test('what follows an undo is new', () => {
    const log = record(undone(logOf(change('a', 0, 1), change('b', 0, 1))), change('a', 1, 2))
    expect(values(log)).toEqual([
      [{ a: 0 }, { a: 1 }],
      [{ a: 1 }, { a: 2 }],
    ])
  })
})

describe('the log', () => {
  test('goes back and forth; a new deed ends the forth', () => {
    const log = logOf(change('a', 0, 1), change('b', 0, 1))
    const back = undone(undone(log))
    expect([back.done.length, back.undone.length]).toEqual([0, 2])
    expect(values(redone(redone(back)))).toEqual(values(log))
    expect(record(undone(log), change('a', 1, 5)).undone).toEqual([])
  })
  test(`keeps the last ${mostEntries}`, () => {
    const log = logOf(
      ...Array.from({ length: mostEntries + 5 }, (_, n) => change('a', n, n + 1, { press: n })),
    )
    expect(log.done.length).toBe(mostEntries)
    expect(values(log)[0]).toEqual([{ a: 5 }, { a: 6 }])
    expect(mostEntries).toBeGreaterThanOrEqual(200)
  })
  test('has deeds in the same order; one that cannot be done again is not offered', () => {
    const deed = { kind: 'deed', id: 1, label: 'trash', undo: () => {} } as const
    const log = record(record(logOf(change('a', 0, 1)), deed), change('a', 1, 2))
    expect(values(log)).toEqual([[{ a: 0 }, { a: 1 }], 'trash', [{ a: 1 }, { a: 2 }]])
    expect(undone(undone(log)).undone.length).toBe(1)
    expect(undone(record(logOf(), { ...deed, redo: () => {} })).undone.length).toBe(1)
    expect(values(without(log, 1)).length).toBe(2)
  })
})
