import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { unknownMessage } from '#shared/nearest.ts'
import { describeIssues } from '#shared/rpc.ts'
import { type AnalyticKnob, analyticKnobs, type Direction, type Steering, steerings } from '#shared/steer.ts'
import type { KnobFile } from '#shared/studio/knobs.ts'
import { knobsFolder } from '../studio/folders.ts'
import { knobEnding, numbersEnding, pairFiles } from '../studio/knobs/shelf.ts'
import type { Options, Values } from './parse-options.ts'
import { readInput } from './read-input.ts'

export const steerOptions = { steer: { type: 'string', multiple: true } } satisfies Options

/** A knob file and its numbers. */
export type ReadKnob = { path: string; file: KnobFile; direction: Direction | null }

/** Knobs as typed, and the files that some of them name. */
export type SteerChoice = { steer: Steering[]; files: ReadKnob[] }

const wrong = (text: string) =>
  new StudioError(
    'invalid-input',
    `--steer must be KNOB=AMOUNT or KNOB=AMOUNT@FROM-TO, such as "small|large=1.5@0.2-0.8", brightness=1 or FILE${knobEnding}=2, not "${text.slice(0, 60)}"`,
  )

/** Null when no knob was named; `off` turns all of them off. Errors: `invalid-input`. */
export async function parseSteer(values: Values): Promise<SteerChoice | null> {
  const texts = values.steer as string[] | undefined
  if (!texts) return null
  const files: ReadKnob[] = []
  const turned: unknown[] = []
  for (const text of texts) {
    if (text === 'off') turned.length = 0
    else turned.push(await steeringOf(text, files))
  }
  const parsed = steerings.safeParse(turned)
  if (!parsed.success)
    throw new StudioError('invalid-input', `--steer: ${describeIssues(parsed.error.issues)}`)
  return { steer: parsed.data, files }
}

async function steeringOf(text: string, files: ReadKnob[]): Promise<unknown> {
  const [, knob, amount, from, to] =
    /^(.+)=([+-]?(?:\d+\.?\d*|\.\d+))(?:@(\d*\.?\d+)-(\d*\.?\d+))?$/s.exec(text) ?? []
  if (!knob || amount === undefined) throw wrong(text)
  const turn = { amount: Number(amount), ...(from && to && { from: Number(from), to: Number(to) }) }
  const file = fileOf(knob)
  if (file) {
    const read = await readKnobFile(file)
    files.push(read)
    return { ...steeringOfFile(read.file), ...turn }
  }
  const pair = knob.split('|')
  if (pair.length === 2) return { kind: 'words', less: pair[0], more: pair[1], ...turn }
  const name = Object.keys(analyticKnobs).find(known => known.toLowerCase() === knob.trim().toLowerCase())
  if (!name) throw new StudioError('invalid-input', unknownMessage('knob', knob, Object.keys(analyticKnobs)))
  const { from: opens, to: closes } = analyticKnobs[name as AnalyticKnob]
  return { kind: 'analytic', name, from: opens, to: closes, ...turn }
}

/** A knob file by its path, or a knob of the shelf by its name. */
function fileOf(knob: string): string | null {
  if (knob.endsWith(knobEnding)) return knob
  const shelved = join(knobsFolder(), `${knob}${knobEnding}`)
  return !/[/\\|]/.test(knob) && existsSync(shelved) ? shelved : null
}

function steeringOfFile({ knob, from, to }: KnobFile): object {
  if (knob.kind === 'direction') return { kind: 'direction', id: knob.id, from, to }
  return { ...knob, from, to }
}

/** Errors: `invalid-input` with the reason. */
export async function readKnobFile(path: string): Promise<ReadKnob> {
  const numbers = join(dirname(path), `${basename(path, knobEnding)}${numbersEnding}`)
  const named = [path, ...(existsSync(numbers) ? [numbers] : [])].map(name => ({
    name: basename(name),
    bytes: readInput(name),
  }))
  return { path, ...(await pairFiles(named))[0]! }
}
