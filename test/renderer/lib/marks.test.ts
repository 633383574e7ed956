import { describe, expect, test } from 'vitest'
import { boardOf, withBoard } from '../../../renderer/lib/board-query.ts'
import { columnOrders, directionOf, orderAfter } from '../../../renderer/lib/list-order.ts'
import {
  cardAfter,
  cleanName,
  commonStars,
  marksAfter,
  marksOfCards,
  nameEdit,
  shareOf,
} from '../../../renderer/lib/marks.ts'
import { offeredNames } from '../../../renderer/lib/offered-names.ts'
import { parseQuery } from '../../../shared/library/query.ts'
import type { Marks } from '../../../shared/studio/bulk.ts'
import { pictureCard } from '../fake-studio.ts'

const card = { ...pictureCard(1), stars: 2, starred: true, tags: ['owl'] }

describe('marks of many pictures', () => {
  const marks: Marks = {
    of: 4,
    stars: [1, 0, 0, 3, 0, 0],
    label: { '': 2, red: 2 },
    tag: { owl: 4, fox: 1 },
    board: { wall: 2 },
  }
  test('are had by all, by some or by none', () => {
    expect([shareOf(undefined, 4), shareOf(0, 4), shareOf(3, 4), shareOf(4, 4)]).toEqual([
      'none',
      'none',
      'some',
      'all',
    ])
    expect(commonStars(marks)).toBeNull()
    expect(commonStars({ ...marks, stars: [0, 0, 4, 0, 0, 0] })).toBe(2)
    expect(commonStars(marksOfCards([]))).toBeNull()
  })
  test('after an edit are what the host will say', () => {
    expect(marksAfter(marks, { stars: 5, label: '' })).toMatchObject({
      stars: [0, 0, 0, 0, 0, 4],
      label: { '': 4 },
      tag: marks.tag,
    })
    expect(marksAfter(marks, nameEdit('tag', 'new', true)).tag).toEqual({ owl: 4, fox: 1, new: 4 })
    expect(marksAfter(marks, nameEdit('board', 'wall', false)).board).toEqual({})
    expect(marks.board).toEqual({ wall: 2 })
  })
  test('tiles tell all but boards', () => {
    expect(marksOfCards([card, { ...card, stars: 0, label: 'red', tags: [] }])).toEqual({
      of: 2,
      stars: [1, 0, 1, 0, 0, 0],
      label: { '': 1, red: 1 },
      tag: { owl: 1 },
      board: {},
    })
  })
  test('a tile after an edit', () => {
    expect(cardAfter(card, { starred: true })).toMatchObject({ stars: 2, starred: true })
    expect(cardAfter(card, { starred: false })).toMatchObject({ stars: 0, starred: false })
    expect(cardAfter({ ...card, stars: 0 }, { starred: true })).toMatchObject({ stars: 5, starred: true })
    expect(cardAfter(card, { addTags: ['a', 'owl'], removeTags: ['owl'], label: 'blue' })).toMatchObject({
      tags: ['a'],
      label: 'blue',
      stars: 2,
    })
  })
})

describe('a board in a query', () => {
  test.each([
    ['', null],
    ['bird board:wall', 'wall'],
    ['board:"my wall" stars:3', 'my wall'],
    ['-board:wall', null],
    ['board:a,b', null],
    ['board:a board:b', null],
  ])('%s', (query, board) => expect(boardOf(query)).toBe(board))
  test('is set, exchanged and taken away, and all else stays', () => {
    expect(withBoard('bird', 'my wall')).toBe('bird board:"my wall"')
    expect(withBoard('board:a bird -board:b', 'c')).toBe('bird board:c')
    expect(withBoard('board:a bird', null)).toBe('bird')
    for (const name of ['a, b', 'a=b', '-x', 'it:self', 'Ünï'])
      expect(boardOf(withBoard('red', name))).toBe(name)
  })
  test('a name as somebody wrote it is one that a query can say', () => {
    const name = cleanName(`  say "hello" ${'x'.repeat(99)}`)
    expect(name.length).toBeLessThanOrEqual(64)
    expect(parseQuery(withBoard('', name), 0).problems).toEqual([])
    expect(boardOf(withBoard('', name))).toBe(name)
  })
})

describe('the heads of the list', () => {
  test('give their order, then the same turned round, then their own again', () => {
    const first = orderAfter('steps', { sort: 'newest', reversed: false })
    expect(first).toEqual({ sort: 'steps', reversed: false })
    expect(directionOf('steps', first)).toBe('descending')
    const second = orderAfter('steps', first)
    expect(second).toEqual({ sort: 'steps', reversed: true })
    expect(directionOf('steps', second)).toBe('ascending')
    expect(orderAfter('steps', second)).toEqual(first)
    expect(directionOf('seed', second)).toBeNull()
  })
  test('the oldest first is the date turned round', () => {
    expect(directionOf('date', { sort: 'oldest', reversed: false })).toBe('ascending')
    expect(orderAfter('date', { sort: 'oldest', reversed: false })).toEqual({
      sort: 'newest',
      reversed: false,
    })
    expect(new Set(Object.values(columnOrders).map(({ sort }) => sort)).size).toBe(
      Object.keys(columnOrders).length,
    )
  })
})

describe('names that are offered', () => {
  const known = [
    { name: 'attic', count: 9 },
    { name: 'wall', count: 2 },
    { name: 'walnut', count: 5 },
  ]
  const names = (had: Record<string, number>, text: string) =>
    offeredNames(known, had, text).map(({ name, isNew }) => (isNew ? `+${name}` : name))
  test('those that the pictures have, then what many have', () => {
    expect(names({}, '')).toEqual(['attic', 'walnut', 'wall'])
    expect(names({ wall: 3, gone: 1 }, '')).toEqual(['wall', 'gone', 'attic', 'walnut'])
  })
  test('Enter takes the one that fits; another word is a new one', () => {
    expect(names({}, 'wal')[0]).toBe('wall')
    expect(names({}, 'wal')).toContain('+wal')
    expect(names({}, 'wall')[0]).toBe('wall')
    expect(names({}, 'wall')).not.toContain('+wall')
    expect(names({}, 'owl')[0]).toBe('+owl')
  })
})
