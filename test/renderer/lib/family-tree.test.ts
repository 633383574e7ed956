import { describe, expect, test } from 'vitest'
import { familyTree, rootOf, treeKey } from '../../../renderer/lib/family-tree.ts'

const node = (id: string, parent: string | null, created = id.charCodeAt(0)) => ({ id, parent, created })
const family = [
  node('a', null),
  node('b', 'a'),
  node('c', 'a'),
  node('d', 'b'),
  node('e', 'b'),
  node('f', 'c'),
]
const at = (tree: ReturnType<typeof familyTree>, id: string) => {
  const place = tree.places.get(id)
  return place && [place.column, place.row]
}

describe('a family tree', () => {
  const tree = familyTree(family)
  test('has children to the right, and parents amid them', () => {
    expect(['a', 'b', 'c', 'd', 'e', 'f'].map(id => at(tree, id))).toEqual([
      [0, 1.25],
      [1, 0.5],
      [1, 2],
      [2, 0],
      [2, 1],
      [2, 2],
    ])
    expect([tree.columns, tree.rows]).toEqual([3, 3])
    expect(tree.edges.length).toBe(5)
  })
  test('has the eldest on top', () => {
    const young = familyTree([node('a', null), node('x', 'a', 9), node('y', 'a', 3)])
    expect([at(young, 'y'), at(young, 'x')]).toEqual([
      [1, 0],
      [1, 1],
    ])
  })
  test('stands by itself where a parent is missing, or is its own descendant', () => {
    const odd = familyTree([node('a', 'gone'), node('b', 'c'), node('c', 'b'), node('d', 'd')])
    expect(odd.places.size).toBe(4)
    expect(odd.edges).toEqual([])
    expect([...odd.places.values()].every(({ column }) => column === 0)).toBe(true)
  })
  test('begins with the first ancestor that is there', () => {
    expect(['a', 'c', 'f', 'x'].map(id => rootOf(id, family))).toEqual(['a', 'a', 'a', 'x'])
    expect(rootOf('b', [node('a', 'gone'), node('b', 'a')])).toBe('a')
    expect(['b', 'c']).toContain(rootOf('b', [node('b', 'c'), node('c', 'b')]))
  })
  test('of nobody is empty', () => expect(familyTree([])).toMatchObject({ columns: 0, rows: 0 }))
  test('no two stand in the same place', () => {
    const many = [
      node('0', null, 0),
      ...Array.from({ length: 200 }, (_, n) => node(`${n + 1}`, `${n >> 1}`, n + 1)),
    ]
    const places = [...familyTree(many).places.values()].map(({ column, row }) => `${column} ${row}`)
    expect(new Set(places).size).toBe(201)
  })
  test.each([
    ['b', 'ArrowLeft', 'a'],
    ['a', 'ArrowRight', 'b'],
    ['d', 'ArrowDown', 'e'],
    ['f', 'ArrowUp', 'e'],
    ['f', 'ArrowDown', null],
    ['a', 'ArrowLeft', null],
    ['f', 'ArrowRight', null],
    ['a', 'x', null],
  ])('from %s, %s leads to %s', (id, key, to) => expect(treeKey(key, id, tree)).toBe(to))
})
