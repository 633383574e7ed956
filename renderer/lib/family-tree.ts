type Node = { id: string; parent: string | null; created: number }
/** `column` counts generations from 0, `row` places from the top, halves and less where a parent stands amid its children. */
export type Place = { column: number; row: number }
export type FamilyTree = {
  places: ReadonlyMap<string, Place>
  /** Parent and child. */
  edges: readonly (readonly [string, string])[]
  columns: number
  rows: number
}

/**
 * A family from left to right: children stand right of their parent, the eldest on top, and a parent in the middle of
 * its children. Whoever's parent is not there, or is its own descendant, begins a tree of its own.
 */
export function familyTree(nodes: readonly Node[]): FamilyTree {
  const known = new Map(nodes.map(node => [node.id, node]))
  const parentOf = ({ id, parent }: Node) =>
    parent !== null && known.has(parent) && !isBelow(parent, id, known) ? parent : null
  const children = new Map<string | null, Node[]>()
  for (const node of [...nodes].sort((a, b) => a.created - b.created)) {
    const parent = parentOf(node)
    children.set(parent, [...(children.get(parent) ?? []), node])
  }
  const places = new Map<string, Place>()
  const edges: [string, string][] = []
  let rows = 0
  let columns = 0
  const place = ({ id }: Node, column: number): number => {
    const own = children.get(id) ?? []
    const at = own.map(child => place(child, column + 1))
    const row = at.length ? (at[0]! + at.at(-1)!) / 2 : rows++
    for (const child of own) edges.push([id, child.id])
    places.set(id, { column, row })
    columns = Math.max(columns, column + 1)
    return row
  }
  for (const root of children.get(null) ?? []) place(root, 0)
  return { places, edges, columns, rows }
}

/** The first ancestor of a picture that is there. */
export function rootOf(id: string, nodes: readonly Pick<Node, 'id' | 'parent'>[]): string {
  const known = new Map(nodes.map(node => [node.id, node.parent]))
  const seen = new Set<string>()
  let at = id
  for (let up = known.get(at); up && known.has(up) && !seen.has(up); up = known.get(at)) {
    seen.add(at)
    at = up
  }
  return at
}

/** Whether `id` is `ancestor` or one of its descendants, as far as parents are known. */
function isBelow(id: string, ancestor: string, known: ReadonlyMap<string, Node>): boolean {
  const seen = new Set<string>()
  for (let at: string | null = id; at !== null && !seen.has(at); at = known.get(at)?.parent ?? null) {
    if (at === ancestor) return true
    seen.add(at)
  }
  return false
}

/** Where an arrow leads: to the parent, to the middle child, or to the nearest above or below in the same generation. */
export function treeKey(key: string, id: string, { places, edges }: FamilyTree): string | null {
  const from = places.get(id)
  if (!from) return null
  if (key === 'ArrowLeft') return edges.find(([, child]) => child === id)?.[0] ?? null
  if (key === 'ArrowRight') {
    const own = edges.filter(([parent]) => parent === id)
    return own[Math.floor((own.length - 1) / 2)]?.[1] ?? null
  }
  const sign = { ArrowUp: -1, ArrowDown: 1 }[key]
  if (!sign) return null
  const rest = [...places]
    .filter(([, { column, row }]) => column === from.column && (row - from.row) * sign > 0)
    .sort(([, a], [, b]) => Math.abs(a.row - from.row) - Math.abs(b.row - from.row))
  return rest[0]?.[0] ?? null
}
