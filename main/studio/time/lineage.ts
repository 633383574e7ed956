import type { LineageNode } from '#shared/studio/time.ts'
import type { Library } from '../library/open-library.ts'
import { pathOf } from '../library/place.ts'
import { readPicture } from '../library/read-picture.ts'

const mostNodes = 500

/** Files read side by side: most of the time goes into waiting for the disk. */
const atOnce = 16

/** A picture's ancestors and descendants with their settings, itself among them, oldest first, nearest kept when too many. */
export async function lineageOf(
  library: Library,
  id: string,
  signal: AbortSignal,
): Promise<{ nodes: LineageNode[]; more: boolean }> {
  const { members, more } = library.family(id, mostNodes)
  const nodes: LineageNode[] = []
  for (let i = 0; i < members.length; i += atOnce) {
    signal.throwIfAborted()
    const some = members.slice(i, i + atOnce).map(async ({ file, ...card }) => {
      const facts = await readPicture(pathOf(library.folder, file)).catch(() => null)
      const record = facts?.record
      return { ...card, settings: record?.settings ?? null, enlarged: record?.upscaled?.factor ?? null }
    })
    nodes.push(...(await Promise.all(some)))
  }
  return { nodes: nodes.sort((a, b) => a.created - b.created), more }
}
