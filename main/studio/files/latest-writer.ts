import { atomicWrite } from './atomic-write.ts'

export type LatestWriter = {
  /** Writes soon; of several in the meantime only the last. */
  put(text: () => string): void
  /** Writes now what has been put, and waits until it is on disk. */
  flush(): Promise<void>
}

/**
 * Keeps a small file up to date without writing it at every change. What cannot be written is told, and tried again with
 * the next change or flush.
 */
export function latestWriter(
  file: string,
  delayMs: number,
  onProblem: (sentence: string) => void,
): LatestWriter {
  let wanted: (() => string) | undefined
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  const write = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(async () => {
      const text = wanted
      wanted = undefined
      if (!text) return
      await atomicWrite(file, text()).catch(error => {
        // Unless there is something newer by now.
        wanted ??= text
        onProblem((error as Error).message)
      })
    })
    return writing
  }
  return {
    put(text) {
      wanted = text
      timer ??= setTimeout(() => void write(), delayMs)
    },
    flush: write,
  }
}
