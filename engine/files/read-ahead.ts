import { open } from 'node:fs/promises'

const chunk = 8 << 20

/**
 * Reads a file for its system to keep at hand, and throws the bytes away: whoever maps it next finds it in memory.
 * `onBytes` hears the size of each piece. Errors: the signal's reason, within one piece of 8 MiB; those of reading.
 */
export async function readAhead(
  file: string,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<void> {
  const handle = await open(file)
  try {
    const buffer = Buffer.allocUnsafe(chunk)
    for (;;) {
      signal.throwIfAborted()
      const { bytesRead } = await handle.read(buffer, 0, chunk)
      if (!bytesRead) return
      onBytes(bytesRead)
    }
  } finally {
    await handle.close()
  }
}
