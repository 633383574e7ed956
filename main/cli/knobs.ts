import { join, resolve } from 'node:path'
import { readModelFolder } from '#engine/model/folder.ts'
import { deviceIds, type FoundKnob } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { type Generation, generation } from '#shared/generation.ts'
import { describeIssues } from '#shared/rpc.ts'
import type { KnobFile } from '#shared/studio/knobs.ts'
import { atomicWrite } from '../studio/files/atomic-write.ts'
import { knobsFolder } from '../studio/folders.ts'
import { familyOf, misfit } from '../studio/knobs/fits.ts'
import { type KnobShelf, knobShelf } from '../studio/knobs/shelf.ts'
import { modelFolder } from '../studio/model-library.ts'
import { modelOrDefault, oneOf } from './generate-options.ts'
import { readKnobFile } from './knob-steer.ts'
import { knobsHelp } from './knobs-help.ts'
import { numberGiven, parseOptions, type Values } from './parse-options.ts'
import { duration, rewritten } from './progress.ts'
import { type Io, withSession } from './session.ts'

type Asked = { shelf: KnobShelf; words: string[]; values: Values; io: Io }

/** `reroll knobs`: the shelf of knobs, and what rolls of a prompt differ in. */
export async function knobsCommand(args: readonly string[], io: Io): Promise<void> {
  const { values, positionals } = parseOptions(args, {
    model: { type: 'string' },
    device: { type: 'string' },
    rolls: { type: 'string' },
    steps: { type: 'string' },
    seed: { type: 'string' },
    space: { type: 'string' },
    keep: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) return io.out(knobsHelp)
  const [verb = 'list', ...words] = positionals
  const wanted = verb === 'list' ? 0 : 1
  if (!Object.hasOwn(verbs, verb) || words.length !== wanted)
    throw new StudioError(
      'invalid-input',
      `Expected one of ${Object.keys(verbs).join(', ')}${wanted && Object.hasOwn(verbs, verb) ? ' and one name, file or prompt' : ''}; see reroll knobs --help`,
    )
  const shelf = knobShelf(knobsFolder(), sentence => void io.err.write(`${sentence}\n`))
  await verbs[verb as keyof typeof verbs]({ shelf, words, values, io })
}

const modelOf = async ({ model }: Values) =>
  readModelFolder(await modelFolder(modelOrDefault(model as string | undefined)))

const verbs = {
  async list({ shelf, values, io }: Asked): Promise<void> {
    const model = await modelOf(values)
    const cards = (await shelf.list()).map(({ id, file }) => ({ ...file, id, problem: misfit(file, model) }))
    if (values.json) return io.out(JSON.stringify({ knobs: cards }))
    io.out(
      cards
        .map(
          ({ id, knob, problem }) => `${id.padEnd(24)} ${toldKnob(knob)}${problem ? `  (${problem})` : ''}`,
        )
        .join('\n') || 'The shelf is empty.',
    )
  },

  async discover({ shelf, words, values, io }: Asked): Promise<void> {
    const model = await modelOf(values)
    const parsed = generation.safeParse({ prompt: words[0], seed: values.seed ?? 0 })
    if (!parsed.success) throw new StudioError('invalid-input', describeIssues(parsed.error.issues))
    const space = oneOf('space', values.space as string | undefined, ['auto', 'h', 'x0'] as const)
    const device = oneOf('device', values.device as string | undefined, deviceIds)
    const { knobs } = await withSession(io, async ({ engine, signal }) => {
      const line = rewritten(io.err)
      let drawn = 0
      return engine
        .call(
          'knobs.discover',
          {
            folder: model.path,
            device,
            generation: parsed.data,
            rolls: numberGiven(values, 'rolls'),
            steps: numberGiven(values, 'steps'),
            keep: numberGiven(values, 'keep'),
            space,
          },
          {
            signal,
            onEvent: event => {
              if (event.kind === 'draft') line.show(`Rolled ${++drawn}, ${duration(event.msLeft ?? 0)} left`)
            },
          },
        )
        .finally(line.clear)
    })
    const kept = []
    for (const [i, found] of knobs.entries())
      kept.push(await shelf.save(fileOf(found, i, parsed.data, familyOf(model), model.id), found.direction))
    if (values.json) return io.out(JSON.stringify({ knobs: kept }))
    io.out(
      kept
        .map(
          ({ id }, i) =>
            `${id.padEnd(24)} explains ${percent(knobs[i]!.explained)}, stability ${knobs[i]!.stability.toFixed(2)}`,
        )
        .join('\n'),
    )
  },

  async import({ shelf, words, values, io }: Asked): Promise<void> {
    const { file, direction } = await readKnobFile(words[0]!)
    const problem = misfit(file, await modelOf(values))
    if (problem) throw new StudioError('invalid-input', problem)
    const { id } = await shelf.save(file, direction)
    io.out(values.json ? JSON.stringify({ id }) : `On the shelf as ${id}`)
  },

  async export({ shelf, words, values, io }: Asked): Promise<void> {
    const folder = resolve((values.out as string | undefined) ?? '.')
    const files = await shelf.read(words[0]!)
    for (const { name, bytes } of files) await atomicWrite(join(folder, name), bytes)
    const paths = files.map(({ name }) => join(folder, name))
    io.out(values.json ? JSON.stringify({ files: paths }) : paths.join('\n'))
  },

  async remove({ shelf, words, values, io }: Asked): Promise<void> {
    await shelf.remove(words[0]!)
    io.out(values.json ? JSON.stringify({ removed: words[0] }) : `Removed ${words[0]}`)
  },
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

function toldKnob(knob: KnobFile['knob']): string {
  if (knob.kind === 'words') return `${knob.less} | ${knob.more}`
  if (knob.kind === 'analytic') return knob.name
  const { space, explained, stability } = knob
  return `direction in ${space}${explained === null ? '' : `, explains ${percent(explained)}`}${stability === null ? '' : `, stability ${stability.toFixed(2)}`}`
}

const fileOf = (
  { id, direction: { space, dims }, explained, stability }: FoundKnob,
  i: number,
  { prompt }: Generation,
  family: string,
  model: string,
): KnobFile => ({
  format: 1,
  name: `${prompt.slice(0, 60) || 'without words'} ${i + 1}`,
  prompt,
  family,
  model: { id: model, hash: null },
  from: 0,
  to: 1,
  licence: '',
  knob: { kind: 'direction', id, space, dims, explained, stability },
})
