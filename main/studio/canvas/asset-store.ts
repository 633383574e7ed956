import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { sha256 } from '#engine/png/picture-file.ts'
import { checkSize } from '#engine/png/pixels.ts'
import { parseJson } from '#shared/bounded-json.ts'
import { record } from '#shared/canvas/records.ts'
import type { AssetId, Assets } from '#shared/conditions.ts'
import { StudioError } from '#shared/errors.ts'
import { isPng } from '#shared/png/chunks.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { byteCache } from '../files/byte-cache.ts'

export type AssetStore = ReturnType<typeof assetStore>

/** Of one file. */
const assetBytes = 64 << 20
/** So much of what was used last stays in memory. */
const memory = 96 << 20
/** What nothing names is kept for so long: a drawing may come back from the trash, an edit be taken back. */
const keepDays = 30

const kinds = { png: isPng, json: (bytes: Uint8Array) => bytes[0] === 0x7b } as const
type Kind = keyof typeof kinds
const kindOf = (bytes: Uint8Array): Kind | undefined =>
  (Object.keys(kinds) as Kind[]).find(kind => kinds[kind](bytes))

/** Files that settings and drawings name by the SHA-256 of their bytes: images as PNG, drawings as JSON. */
export function assetStore(folder: string) {
  const held = byteCache<Uint8Array>(memory)
  const pathOf = (id: AssetId, kind: Kind) => join(folder, id.slice(0, 2), `${id}.${kind}`)

  async function read(id: AssetId): Promise<Uint8Array | null> {
    for (const kind of Object.keys(kinds) as Kind[]) {
      const bytes = await readFile(pathOf(id, kind)).catch(() => null)
      if (bytes && sha256(bytes) === id) return new Uint8Array(bytes)
    }
    return null
  }

  async function find(id: AssetId): Promise<Uint8Array | null> {
    const bytes = held.get(id) ?? (await read(id))
    if (bytes) held.put(id, bytes, bytes.length)
    return bytes
  }

  return {
    find,
    /** Errors: `invalid-input` when there is none of that id. */
    async get(id: AssetId): Promise<Uint8Array> {
      const bytes = await find(id)
      if (bytes) return bytes
      throw new StudioError(
        'invalid-input',
        `The image ${id.slice(0, 8)} is not kept here any more; import it again, or open the picture that it was used for`,
      )
    },
    /** Errors: `invalid-input` for what is neither; `disk-full`, `not-writable`. */
    async put(bytes: Uint8Array): Promise<AssetId> {
      const kind = checked(bytes)
      const id = sha256(bytes)
      if (held.get(id)) return id
      const file = pathOf(id, kind)
      const now = new Date()
      // What is used again is not swept away soon, and what was damaged is put right.
      if (await read(id)) await utimes(file, now, now).catch(() => {})
      else await atomicWrite(file, bytes)
      held.put(id, bytes.slice(), bytes.length)
      return id
    },
    /** Those of the ids that are kept; what is missing is left to the engine to complain of. */
    async of(ids: readonly AssetId[]): Promise<Assets> {
      const found: Assets = {}
      for (const id of ids) {
        const bytes = await find(id)
        if (bytes) found[id] = bytes
      }
      return found
    },
    /** Deletes what nothing has named or used for `keepDays`. Returns how many. */
    async sweep(isNamed: (id: AssetId) => boolean, now = Date.now()): Promise<number> {
      let gone = 0
      for (const part of await readdir(folder).catch(() => []))
        for (const name of await readdir(join(folder, part)).catch(() => [])) {
          const id = /^([0-9a-f]{64})\.(png|json)$/.exec(name)?.[1]
          if (!id || isNamed(id)) continue
          const file = join(folder, part, name)
          const info = await stat(file).catch(() => null)
          if (!info || now - info.mtimeMs < keepDays * 86_400_000) continue
          await rm(file, { force: true })
          held.drop(id)
          gone++
        }
      return gone
    },
  }
}

/** Errors: `invalid-input` for what is neither an image that can be opened nor a drawing. */
function checked(bytes: Uint8Array): Kind {
  const refuse = (why: string) => new StudioError('invalid-input', `The file ${why}`)
  if (bytes.length === 0) throw refuse('is empty (0 bytes)')
  if (bytes.length > assetBytes)
    throw refuse(`has ${Math.round(bytes.length / 2 ** 20)} MiB; at most ${assetBytes >> 20} MiB are kept`)
  const kind = kindOf(bytes)
  if (kind === 'png') {
    if (bytes.length < 33) throw refuse('is cut short')
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    checkSize(view.getUint32(16), view.getUint32(20), bytes.length, refuse)
  }
  if (!kind || (kind === 'json' && !isDrawing(bytes))) throw refuse('is neither a PNG image nor a drawing')
  return kind
}

const drawing = z.strictObject({ records: z.array(record).min(1) })

function isDrawing(bytes: Uint8Array): boolean {
  try {
    return drawing.safeParse(parseJson(new TextDecoder().decode(bytes))).success
  } catch {
    return false
  }
}
