import { createHash } from 'node:crypto'
import { encode } from 'fast-png'
import type { Assets } from '#shared/conditions.ts'

/** A grey PNG of these values, as settings name it and as it travels beside them. */
export function greyAsset(
  width: number,
  height: number,
  values: ArrayLike<number>,
): { id: string; files: Assets } {
  const bytes = encode({ width, height, data: Uint8Array.from(values), channels: 1, depth: 8 })
  const id = createHash('sha256').update(bytes).digest('hex')
  return { id, files: { [id]: bytes } }
}
