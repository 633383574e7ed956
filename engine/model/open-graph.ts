import { fuseAttention } from '../graph/fuse-attention.ts'
import { openSession, type Session, type SessionOptions } from '../runtime.ts'

/**
 * Opens a graph as a provider runs it best: with its attentions fused where it has the operator, else, or where it will not
 * have it so, as it is. `bytes` stand for the file. Errors: those of `openSession`.
 */
export async function openGraph(
  file: string,
  { attends, ...options }: SessionOptions & { attends: boolean },
  bytes: Uint8Array | null = null,
): Promise<Session> {
  const fused = attends ? fusedOf(file, bytes) : null
  if (fused)
    try {
      return await openSession(file, options, fused)
    } catch {
      // As it is, then; what is wrong with the file itself is told of that.
    }
  return openSession(file, options, bytes)
}

function fusedOf(file: string, bytes: Uint8Array | null): Uint8Array | null {
  try {
    return fuseAttention(file, bytes)
  } catch {
    return null
  }
}
