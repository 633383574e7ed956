/** Rank of a pair of symbols, `left right` as in merges.txt; the lower merges first. */
export type Ranks = ReadonlyMap<string, number>

type Candidate = { rank: number; left: number; version: number }

/** By rank, then from the left. */
const before = (a: Candidate, b: Candidate) => a.rank - b.rank || a.left - b.left

function push(heap: Candidate[], item: Candidate): void {
  let at = heap.push(item) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (before(heap[parent]!, item) <= 0) break
    heap[at] = heap[parent]!
    at = parent
  }
  heap[at] = item
}

function pop(heap: Candidate[]): Candidate | undefined {
  const top = heap[0]
  const last = heap.pop()
  if (!top || !last || heap.length === 0) return top
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!) < 0) child++
    if (child >= heap.length || before(heap[child]!, last) >= 0) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = last
  return top
}

/**
 * Byte-pair encoding (Sennrich et al. 2016, arXiv:1508.07909): merges the neighbours of lowest rank, leftmost first,
 * until none can merge. A linked list and a heap keep it at n log n, so an endless word costs no more than its length.
 */
export function mergePairs(symbols: readonly string[], ranks: Ranks): string[] {
  const parts: (string | null)[] = [...symbols]
  const next = symbols.map((_, i) => i + 1)
  const previous = symbols.map((_, i) => i - 1)
  const versions = new Uint32Array(symbols.length)
  const heap: Candidate[] = []
  const offer = (left: number) => {
    const right = left < 0 ? parts.length : next[left]!
    if (right >= parts.length) return
    const rank = ranks.get(`${parts[left]} ${parts[right]}`)
    if (rank !== undefined) push(heap, { rank, left, version: versions[left]! + versions[right]! })
  }
  for (let i = 0; i + 1 < parts.length; i++) offer(i)
  for (let top = pop(heap); top; top = pop(heap)) {
    const { left, rank, version } = top
    const right = next[left]!
    if (parts[left] === null || right >= parts.length) continue
    // Versions only grow, so an equal sum means that neither side has changed since.
    if (
      versions[left]! + versions[right]! !== version ||
      ranks.get(`${parts[left]} ${parts[right]}`) !== rank
    )
      continue
    parts[left] = `${parts[left]}${parts[right]}`
    parts[right] = null
    versions[left]!++
    next[left] = next[right]!
    if (next[left]! < parts.length) previous[next[left]!] = left
    offer(previous[left]!)
    offer(left)
  }
  return parts.filter(part => part !== null)
}
