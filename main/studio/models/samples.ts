import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { cancelled } from '#shared/errors.ts'
import type { EngineCall } from '../engine-keeper.ts'

export type SampleOptions = { cache: string; call: EngineCall; mayDraw: () => boolean }
export type Wish = { folder: string; stamp: string; prompt: string; seed: number }

export type Samples = ReturnType<typeof samples>

type Waiting = {
  file: string
  wish: Wish
  done: { resolve: (png: Uint8Array) => void; reject: (error: unknown) => void }[]
}

/**
 * Small pictures that show what a model draws for a word: drawn once, one at a time, when there is nothing else to
 * draw, then kept. `pause` stops the one being drawn at once; it is drawn again later.
 */
export function samples({ cache, call, mayDraw }: SampleOptions) {
  const waiting = new Map<string, Waiting>()
  let drawing: { file: string; abort: AbortController; ended: Promise<void> } | undefined

  const next = (): void => {
    const first = waiting.values().next().value
    if (drawing || !first || !mayDraw()) return
    const abort = new AbortController()
    const ended = draw(first, abort.signal).finally(() => {
      drawing = undefined
      next()
    })
    drawing = { file: first.file, abort, ended }
  }

  async function draw({ file, wish, done }: Waiting, signal: AbortSignal): Promise<void> {
    try {
      await mkdir(dirname(file), { recursive: true })
      const generation = { prompt: wish.prompt, seed: wish.seed }
      await call('generate.run', { folder: wish.folder, generation, files: [file] }, { signal })
      const png = await readFile(file)
      waiting.delete(file)
      for (const { resolve } of done) resolve(png)
    } catch (error) {
      if (signal.aborted && done.length) return
      waiting.delete(file)
      for (const { reject } of done) reject(error)
    }
  }

  return {
    next,
    async get(wish: Wish, signal: AbortSignal): Promise<Uint8Array> {
      const file = fileOf(cache, wish)
      if ((await stat(file).catch(() => null))?.size) return readFile(file)
      signal.throwIfAborted()
      return new Promise((resolve, reject) => {
        const row = waiting.get(file) ?? { file, wish, done: [] }
        waiting.set(file, row)
        const mine = { resolve, reject }
        row.done.push(mine)
        signal.addEventListener(
          'abort',
          () => {
            row.done = row.done.filter(one => one !== mine)
            reject(cancelled())
            // Nobody is left who wants to see it.
            if (row.done.length) return
            waiting.delete(file)
            if (drawing?.file === file) drawing.abort.abort(cancelled())
          },
          { once: true },
        )
        next()
      })
    },
    /** Resolves when the engine is free. */
    async pause(): Promise<void> {
      drawing?.abort.abort(cancelled())
      await drawing?.ended
    },
    forget: () => rm(join(cache, 'samples'), { recursive: true, force: true }),
  }
}

const fileOf = (cache: string, { folder, stamp, prompt, seed }: Wish): string => {
  const name = createHash('sha256')
    .update(JSON.stringify([folder, stamp, prompt, seed]))
    .digest('hex')
  return join(cache, 'samples', name.slice(0, 2), `${name}.png`)
}
