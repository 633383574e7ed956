import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseJson } from '#shared/bounded-json.ts'
import { StudioError } from '#shared/errors.ts'
import { describeIssues } from '#shared/rpc.ts'
import type { Direction } from '#shared/steer.ts'
import { type KnobFile, knobFile } from '#shared/studio/knobs.ts'
import { atomicWrite } from '../files/atomic-write.ts'
import { readable } from '../library/file-name.ts'
import { serial } from '../serial.ts'
import { decodeDirection, encodeDirection } from './direction-file.ts'

export const knobEnding = '.knob.json'
export const numbersEnding = '.safetensors'
const mebibyte = 1 << 20
const limits = { knob: mebibyte, numbers: 64 * mebibyte, knobs: 2000 }

export type Kept = { id: string; file: KnobFile }
export type NamedBytes = { name: string; bytes: Uint8Array }
export type KnobShelf = ReturnType<typeof knobShelf>

/** Knobs as files in a folder: `NAME.knob.json`, and for a direction its numbers in `NAME.safetensors` beside it. */
export function knobShelf(folder: string, onProblem: (sentence: string) => void) {
  const inOrder = serial()
  const pathOf = (id: string, ending: string) => join(folder, `${id}${ending}`)
  const told = new Set<string>()

  const ids = async () =>
    (await readdir(folder).catch(() => []))
      .filter(name => name.endsWith(knobEnding))
      .map(name => name.slice(0, -knobEnding.length))
      .sort()
      .slice(0, limits.knobs)

  /** Errors: `invalid-input` when there is none of that id or it cannot be read. */
  async function get(id: string): Promise<Kept> {
    if (/[/\\]|^\./.test(id)) throw gone(id)
    const bytes = await readFile(pathOf(id, knobEnding)).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? gone(id) : unreadable(`${id}${knobEnding}`, error)
    })
    return { id, file: parseKnob(bytes, `${id}${knobEnding}`) }
  }

  async function list(): Promise<Kept[]> {
    const kept: Kept[] = []
    for (const id of await ids())
      try {
        kept.push(await get(id))
      } catch (error) {
        // Told once; the file is left as it is.
        const { message } = error as Error
        if (!told.has(message)) onProblem(message)
        told.add(message)
      }
    return kept
  }

  const numbers = async ({ id, file }: Kept): Promise<Direction | null> =>
    file.knob.kind !== 'direction'
      ? null
      : decodeDirection(
          await readFile(pathOf(id, numbersEnding)).catch((error: NodeJS.ErrnoException) => {
            if (error.code !== 'ENOENT') throw unreadable(`${id}${numbersEnding}`, error)
            throw new StudioError(
              'invalid-input',
              `${id}${numbersEnding} is missing; copy both files of the knob`,
            )
          }),
          `${id}${numbersEnding}`,
          file.knob.id,
        )

  /** The numbers first: a knob file always finds them. */
  async function put(file: KnobFile, direction: Direction | null): Promise<Kept> {
    await mkdir(folder, { recursive: true })
    const id = await freeId(file.name)
    if (direction) await atomicWrite(pathOf(id, numbersEnding), encodeDirection(direction))
    await atomicWrite(pathOf(id, knobEnding), `${JSON.stringify(file, null, 1)}\n`)
    return { id, file }
  }

  async function freeId(name: string): Promise<string> {
    const taken = new Set((await ids()).map(id => id.toLowerCase()))
    const stem = readable(name)
    let id = stem
    for (let n = 2; taken.has(id.toLowerCase()); n++) id = `${stem} ${n}`
    return id
  }

  async function remove(id: string): Promise<void> {
    await get(id)
    await rm(pathOf(id, knobEnding), { force: true })
    await rm(pathOf(id, numbersEnding), { force: true })
  }

  return {
    list,
    get,
    numbers,
    save: (file: KnobFile, direction: Direction | null) => inOrder(() => put(file, direction)),
    rename: (id: string, name: string) =>
      inOrder(async () => {
        const kept = await get(id)
        const renamed = await put({ ...kept.file, name }, await numbers(kept))
        await remove(id)
        return renamed
      }),
    remove: (id: string) => inOrder(() => remove(id)),
    /** A direction on the shelf by its own id; null when none has it or its numbers are gone. */
    async find(directionId: string): Promise<Direction | null> {
      for (const kept of await list())
        if (kept.file.knob.kind === 'direction' && kept.file.knob.id === directionId)
          return numbers(kept).catch(() => null)
      return null
    },
    /** The files of a knob as they lie on the shelf. Errors: `invalid-input` when one of them is damaged. */
    async read(id: string): Promise<NamedBytes[]> {
      const kept = await get(id)
      const { file } = kept
      await numbers(kept)
      const names = [
        `${id}${knobEnding}`,
        ...(file.knob.kind === 'direction' ? [`${id}${numbersEnding}`] : []),
      ]
      return Promise.all(
        names.map(async name => ({ name, bytes: new Uint8Array(await readFile(join(folder, name))) })),
      )
    },
  }
}

const gone = (id: string) =>
  new StudioError('invalid-input', `There is no knob ${id.slice(0, 80)} on the shelf`)

const unreadable = (name: string, { code }: NodeJS.ErrnoException) =>
  new StudioError('invalid-input', `${name} cannot be read (${code}); put the knob's file there again`)

/** Errors: `invalid-input` for what is no knob file, or one of a newer format. */
function parseKnob(bytes: Uint8Array, name: string): KnobFile {
  if (bytes.length > limits.knob)
    throw new StudioError('invalid-input', `${name} is too large for a knob file`)
  let json: unknown
  try {
    json = parseJson(new TextDecoder().decode(bytes))
  } catch {
    throw new StudioError('invalid-input', `${name} is damaged: it is not JSON`)
  }
  const format = (json as { format?: unknown } | null)?.format
  if (typeof format === 'number' && format > 1)
    throw new StudioError(
      'invalid-input',
      `${name} was made by a newer Reroll (format ${format}); update to read it`,
    )
  const parsed = knobFile.safeParse(json)
  if (parsed.success) return parsed.data
  throw new StudioError('invalid-input', `${name} is no knob file: ${describeIssues(parsed.error.issues)}`)
}

/**
 * Knob files with their numbers, from files in any order: `X.knob.json` finds `X.safetensors`.
 * Errors: `invalid-input` with the reason for the first that cannot be taken.
 */
export async function pairFiles(
  files: readonly NamedBytes[],
): Promise<{ file: KnobFile; direction: Direction | null }[]> {
  const knobs = files.filter(({ name }) => name.toLowerCase().endsWith(knobEnding))
  if (!knobs.length)
    throw new StudioError(
      'invalid-input',
      `${files.map(({ name }) => name).join(', ')}: expected a NAME${knobEnding} file, for a direction with its NAME${numbersEnding}`,
    )
  return Promise.all(
    knobs.map(async ({ name, bytes }) => {
      const file = parseKnob(bytes, name)
      const stem = name.slice(0, -knobEnding.length)
      if (file.knob.kind !== 'direction') return { file, direction: null }
      const numbers = files.find(other => other.name === `${stem}${numbersEnding}`)
      if (!numbers)
        throw new StudioError(
          'invalid-input',
          `${name} needs ${stem}${numbersEnding} beside it; take both files`,
        )
      if (numbers.bytes.length > limits.numbers)
        throw new StudioError(
          'invalid-input',
          `${numbers.name} is larger than ${limits.numbers / mebibyte} MiB`,
        )
      const direction = await decodeDirection(numbers.bytes, numbers.name, file.knob.id)
      if (direction.space !== file.knob.space || direction.dims.join() !== file.knob.dims.join())
        throw new StudioError(
          'invalid-input',
          `${name} and ${numbers.name} do not belong together: they tell of different shapes`,
        )
      return { file, direction }
    }),
  )
}
