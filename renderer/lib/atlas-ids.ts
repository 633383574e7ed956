const bytes = 32

/** The id of point `i`, in hex. */
export function idAt(ids: Uint8Array, i: number): string {
  let hex = ''
  for (let n = i * bytes; n < (i + 1) * bytes; n++) hex += ids[n]!.toString(16).padStart(2, '0')
  return hex
}

/** Which point has an id; -1 for none. */
export function indexOf(ids: Uint8Array, id: string): number {
  const wanted = bytesOf(id)
  for (let i = 0; i < ids.length / bytes; i++) if (isAt(ids, i, wanted)) return i
  return -1
}

/** 1 for each point that is among them. */
export function flagsOf(ids: Uint8Array, chosen: ReadonlySet<string>): Uint8Array {
  const flags = new Uint8Array(ids.length / bytes)
  if (!chosen.size) return flags
  // By their first four bytes, which are as good as chance; the whole id decides.
  const byStart = new Map<number, Uint8Array[]>()
  for (const id of chosen) {
    const wanted = bytesOf(id)
    const start = startOf(wanted, 0)
    byStart.set(start, [...(byStart.get(start) ?? []), wanted])
  }
  for (let i = 0; i < flags.length; i++)
    if (byStart.get(startOf(ids, i))?.some(wanted => isAt(ids, i, wanted))) flags[i] = 1
  return flags
}

const bytesOf = (id: string): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, n) => Number.parseInt(id.slice(2 * n, 2 * n + 2), 16))

const startOf = (ids: Uint8Array, i: number): number =>
  ((ids[i * bytes]! << 24) |
    (ids[i * bytes + 1]! << 16) |
    (ids[i * bytes + 2]! << 8) |
    ids[i * bytes + 3]!) >>>
  0

function isAt(ids: Uint8Array, i: number, wanted: Uint8Array): boolean {
  for (let n = 0; n < bytes; n++) if (ids[i * bytes + n] !== wanted[n]) return false
  return true
}
