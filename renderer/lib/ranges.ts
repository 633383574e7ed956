/** Which pages of `size` rows cover the rows `from` up to, not including, `to`. */
export function pagesFor(from: number, to: number, size: number): number[] {
  const pages: number[] = []
  for (let page = Math.floor(Math.max(0, from) / size); page * size < to; page++) pages.push(page)
  return pages
}

/** A list of any length of which only a few pages are held: the least recently used is dropped first. */
export class RangeCache<Row> {
  readonly size: number
  readonly most: number
  private readonly pages = new Map<number, { rows: readonly Row[]; fresh: boolean }>()

  constructor(size: number, most: number) {
    this.size = size
    this.most = most
  }

  at(index: number): Row | undefined {
    return this.pages.get(Math.floor(index / this.size))?.rows[index % this.size]
  }

  /** Pages that the rows need and that are missing or stale. Those that are there count as used. */
  wanted(from: number, to: number): number[] {
    return pagesFor(from, to, this.size).filter(page => {
      const held = this.pages.get(page)
      if (held) {
        this.pages.delete(page)
        this.pages.set(page, held)
      }
      return !held?.fresh
    })
  }

  put(page: number, rows: readonly Row[]): void {
    this.pages.delete(page)
    this.pages.set(page, { rows, fresh: true })
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= this.most) break
      this.pages.delete(oldest)
    }
  }

  /** Shown until they are read again, so that nothing flickers. */
  stale(): void {
    for (const page of this.pages.values()) page.fresh = false
  }

  clear(): void {
    this.pages.clear()
  }

  /** Where a row is, among those that are held; -1 when it is not. */
  find(test: (row: Row) => boolean): number {
    for (const [page, { rows }] of this.pages) {
      const at = rows.findIndex(test)
      if (at >= 0) return page * this.size + at
    }
    return -1
  }

  map(change: (row: Row) => Row): void {
    for (const page of this.pages.values()) page.rows = page.rows.map(change)
  }

  /** Those that are held, in no order that means anything. */
  rows(): Row[] {
    return [...this.pages.values()].flatMap(({ rows }) => rows)
  }

  get held(): number {
    return this.pages.size
  }
}
