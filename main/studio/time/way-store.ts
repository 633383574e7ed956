import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeProblem } from '#engine/files/problem.ts'
import { serial } from '../serial.ts'

export type WayStoreOptions = {
  /** May be emptied at any time. */
  folder: string
  capBytes: () => number
  /** Ids of pictures whose ways stay whatever the cap says. */
  starred: () => ReadonlySet<string>
  /** Told once for each kind of trouble, one sentence each. */
  onProblem: (sentence: string) => void
}

export type WayStore = ReturnType<typeof wayStore>
export type Kept = { pictures: number; bytes: number }

const ending = '.safetensors'
const incomingFolder = '.incoming'
const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0)} MiB`

/** The kept ways of one library's pictures, by picture id, none of them more than a picture's settings can make again. */
export function wayStore({ folder, capBytes, starred, onProblem }: WayStoreOptions) {
  const inTurn = serial()
  const told = new Set<string>()
  let tidied = false
  const fileOf = (id: string) => join(folder, id.slice(0, 2), id + ending)
  let known: Promise<Map<string, { bytes: number; time: number }>> | undefined
  const ways = () => {
    known ??= listWays(folder)
    return known
  }
  const once = (kind: string, sentence: string) => {
    if (!told.has(kind)) onProblem(sentence)
    told.add(kind)
  }

  async function remove(ids: readonly string[]): Promise<void> {
    const all = await ways()
    for (const id of ids) {
      if (!all.has(id)) continue
      await rm(fileOf(id), { force: true }).catch(error => {
        throw writeProblem(fileOf(id), error)
      })
      all.delete(id)
    }
  }

  /** Forgets the oldest ones without a star until the rest fits. */
  async function evict(): Promise<void> {
    const all = await ways()
    const cap = capBytes()
    let total = sumOf(all)
    if (total <= cap) return
    const stay = starred()
    const oldest = [...all].filter(([id]) => !stay.has(id)).sort(([, a], [, b]) => a.time - b.time)
    const gone: string[] = []
    for (const [id, { bytes }] of oldest) {
      if (total <= cap) break
      total -= bytes
      gone.push(id)
    }
    await remove(gone)
    if (total > cap)
      once(
        'starred',
        `The kept ways of starred pictures alone take ${mib(total)}, more than the ${mib(cap)} that are allowed: no others are kept. The settings can allow more`,
      )
    else
      once(
        'evicted',
        `Kept ways fill the ${mib(cap)} that are allowed: from now on the oldest, of pictures without a star, are forgotten. Their timelines are drawn again when asked for. The settings can allow more`,
      )
  }

  return {
    /** The file of a picture's way, or null when it is not kept. */
    async find(id: string): Promise<{ file: string; bytes: number } | null> {
      const file = fileOf(id)
      const info = await stat(file).catch(() => null)
      return info && { file, bytes: info.size }
    },
    /** Where ways may be written before their pictures have ids. The first call clears away what a killed run left. */
    incoming: (names: readonly string[]) =>
      inTurn(async () => {
        const at = join(folder, incomingFolder)
        if (!tidied) await rm(at, { recursive: true, force: true }).catch(() => {})
        tidied = true
        // Looked through while the first picture is drawn, so that taking in its way need not wait.
        void ways()
        return names.map(name => join(at, name + ending))
      }),
    /** Takes in what lies at `file`, if anything does, as the way of a picture; then keeps to the cap. */
    take: (id: string, file: string) =>
      inTurn(async () => {
        const all = await ways()
        const info = await stat(file).catch(() => null)
        if (!info) return
        await mkdir(dirname(fileOf(id)), { recursive: true })
        await rename(file, fileOf(id))
        all.set(id, { bytes: info.size, time: Date.now() })
        await evict()
      }),
    /** Without ids, all. */
    forget: (ids?: readonly string[]) => inTurn(async () => remove(ids ?? [...(await ways()).keys()])),
    kept: async (): Promise<Kept> => {
      const all = await ways()
      return { pictures: all.size, bytes: sumOf(all) }
    },
  }
}

const sumOf = (ways: ReadonlyMap<string, { bytes: number }>) =>
  [...ways.values()].reduce((sum, { bytes }) => sum + bytes, 0)

async function listWays(folder: string): Promise<Map<string, { bytes: number; time: number }>> {
  const found = new Map<string, { bytes: number; time: number }>()
  for (const part of await readdir(folder).catch(() => [])) {
    if (part.length !== 2) continue
    for (const name of await readdir(join(folder, part)).catch(() => [])) {
      const info = name.endsWith(ending) && (await stat(join(folder, part, name)).catch(() => null))
      if (info) found.set(name.slice(0, -ending.length), { bytes: info.size, time: info.mtimeMs })
    }
  }
  return found
}
