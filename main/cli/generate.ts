import { rm } from 'node:fs/promises'
import { basename, parse, resolve } from 'node:path'
import type { PictureOrigin } from '#engine/png/picture-file.ts'
import { noDice } from '#shared/dice.ts'
import type { GenerateResult } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { Generation } from '#shared/generation.ts'
import { sentenceOf } from '#shared/interchange/sentence-of.ts'
import { settingsOfPicture } from '#shared/picture-settings.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import { usualReading } from '#shared/prompt/reading.ts'
import { readingFor } from '#shared/prompt/settled-reading.ts'
import { same } from '#shared/same.ts'
import { randomSeed } from '#shared/seed.ts'
import { modelFolder } from '../studio/model-library.ts'
import { generateBest } from './best.ts'
import { branchOfPicture } from './branch.ts'
import { draw } from './draw.ts'
import { type GenerateCommand, modelOrDefault, parseGenerate } from './generate-options.ts'
import { generateHelp } from './help.ts'
import { withHand, withSteer } from './knob-hand.ts'
import { withLoras } from './lora-options.ts'
import { outputNames } from './output-names.ts'
import { readUsable } from './read-usable.ts'
import { withPrompts } from './reading-options.ts'
import { type Io, type Session, withSession } from './session.ts'
import { withAssetFiles, withConditions } from './with-conditions.ts'

/** `reroll generate`: prints where the pictures are, or one JSON object. */
export async function generateCommand(args: readonly string[], io: Io): Promise<void> {
  const steered = await withSteer(parseGenerate(args))
  if (steered.help) return io.out(generateHelp)
  const origin = steered.from ? await readUsable(steered.from) : null
  if (origin?.kind === 'foreign')
    for (const entry of origin.unmapped) io.err.write(`Not taken over: ${sentenceOf(entry)}\n`)
  const folder = await folderOf(steered, origin)
  const command = await withConditions(steered, origin, folder)
  const plan = planOf(command, origin)
  await withSession(io, async session => {
    const worded = await withPrompts(withLoras(session, command), command.values)
    const handed = await withAssetFiles(await withHand(worded, command, folder), command)
    if (command.best) {
      const { generation, device } = plan
      const { best: choice, out, json } = command
      return generateBest({ choice, generation, folder, device, out, json }, handed)
    }
    const result = await run(handed, command, plan, folder)
    const again =
      origin?.kind === 'reroll' && command.branch === undefined
        ? compare(origin.record, plan.changed, result)
        : null
    io.out(command.json ? asJson(result, again) : asText(result, again))
  })
}

/** Where the model lies that is to draw: the one named, that of the picture, or the default one. */
async function folderOf(command: GenerateCommand, origin: PictureOrigin | null): Promise<string> {
  const own = origin?.kind === 'reroll' ? origin.record.model.id : origin?.foreign.model.name
  const model = command.model ?? own ?? modelOrDefault(undefined)
  return modelFolder(model).catch(error => {
    throw origin && !command.model ? notInstalled(command.from!, model) : error
  })
}

type Plan = {
  generation: Generation
  model: string
  device: GenerateCommand['device']
  /** As many as the picture that `--from` names was made with. */
  threads?: number | undefined
  files: string[]
  batchSize: number
  /** Of the pictures drawn, the one that `--from` is about. */
  keep: number | null
  /** Settings that differ from the picture that `--from` names. */
  changed: string[]
}

const notInstalled = (file: string, model: string) =>
  new StudioError(
    'invalid-input',
    `${file} was made with the model "${model}", which is not among the installed ones; give its folder with --model`,
  )

function planOf(command: GenerateCommand, origin: PictureOrigin | null): Plan {
  const given = givenOf(command, origin)
  if (origin?.kind === 'reroll')
    return command.branch === undefined
      ? planAgain(command, origin.record, given)
      : planBranch(command, origin.record, branchOfPicture(origin.record, command.branch, given))
  if (command.branch !== undefined)
    throw new StudioError(
      'invalid-input',
      `${command.from} was not made by Reroll, so that its way cannot be drawn again; --branch needs a picture that was`,
    )
  const merged = {
    ...command.generation,
    ...origin?.settings,
    ...given,
  } as Omit<Generation, 'seed'> & {
    seed?: Generation['seed']
  }
  const generation: Generation = { ...merged, seed: merged.seed ?? randomSeed() }
  const files = outputNames({
    out: command.out,
    prompt: generation.prompt,
    seeds: generation,
    count: command.batch,
  })
  return {
    generation,
    model: command.model ?? origin?.foreign.model.name ?? modelOrDefault(undefined),
    device: command.device,
    files,
    batchSize: command.batchSize,
    keep: null,
    changed: [],
  }
}

/** What the command line says, its dice rolled on top of those of the picture that `--from` names. */
function givenOf(
  { given, generation, rollDice }: GenerateCommand,
  origin: PictureOrigin | null,
): Partial<Generation> {
  const before = (origin?.kind === 'reroll' ? origin.record.settings : origin?.settings)?.dice ?? noDice
  const said: Partial<Generation> = Object.fromEntries(given.map(name => [name, generation[name]]))
  // Other words are read as the picture's were, where those say how.
  if (origin?.kind === 'reroll' && (said.prompt ?? said.negative) !== undefined)
    said.reading ??= readingFor(origin.record.settings, usualReading)
  return rollDice ? { ...said, dice: rollDice(before) } : said
}

/** Drawn with the picture's own model and device, so that the steps before the branch are its own. */
const planBranch = (
  command: GenerateCommand,
  { model, device }: PictureRecord,
  generation: Generation,
): Plan => ({
  generation,
  model: command.model ?? model.id,
  device: command.device ?? device,
  files: outputNames({
    out: command.out,
    prompt: generation.prompt,
    seeds: generation,
    count: command.batch,
  }),
  batchSize: command.batchSize,
  keep: null,
  changed: [],
})

/** The same bytes again: same settings, same model and device, and the same place in the same batch. */
function planAgain(command: GenerateCommand, record: PictureRecord, given: Partial<Generation>): Plan {
  const { settings, batch, model, device } = record
  const changed = Object.keys(given).filter(
    name => !same(given[name as keyof Generation], settings[name as keyof Generation]),
  )
  // By its path it is the same model, as far as its name tells; its hash decides in the end.
  if (command.model && basename(resolve(command.model)) !== model.id) changed.push('model')
  if (command.device && command.device !== device) changed.push('device')
  const whole = changed.length === 0
  const generation: Generation = whole ? settingsOfPicture(settings, -batch.index) : { ...settings, ...given }
  const count = whole ? batch.size : command.batch
  const stem = parse(command.from!).name
  const named = outputNames({
    out: command.out ?? (whole ? `${stem}-again.png` : undefined),
    prompt: generation.prompt,
    seeds: generation,
    count: whole ? 1 : count,
  })
  // The rest of a batch is drawn too, since it may touch the last bit, but only the picture asked for is kept.
  const files = whole
    ? Array.from({ length: count }, (_, i) => (i === batch.index ? named[0]! : `${named[0]!}.${i}.png`))
    : named
  return {
    generation,
    model: command.model ?? model.id,
    device: command.device ?? device,
    threads: whole ? record.threads : undefined,
    files,
    batchSize: whole ? batch.size : command.batchSize,
    keep: whole && count > 1 ? batch.index : null,
    changed,
  }
}

async function run(
  session: Session,
  { frames }: GenerateCommand,
  { generation, device, threads, files, batchSize, keep }: Plan,
  folder: string,
): Promise<GenerateResult> {
  const request = { folder, generation, files, batchSize, device, threads, ...(frames && { frames }) }
  const result = await draw(session, request)
  return keep === null ? result : keepOne(result, keep)
}

async function keepOne(result: GenerateResult, index: number): Promise<GenerateResult> {
  for (const [i, { file }] of result.images.entries()) if (i !== index) await rm(file, { force: true })
  return { ...result, images: [result.images[index]!] }
}

type Again = { identical: boolean; why: string }

function compare(record: PictureRecord, changed: string[], { images, model, device }: GenerateResult): Again {
  if (changed.length) return { identical: false, why: `you changed ${changed.join(', ')}` }
  if (record.upscaled)
    return { identical: false, why: `it was made ${record.upscaled.factor} times as large afterwards` }
  if (images[0]?.pixels === record.pixels) return { identical: true, why: 'every pixel is the same' }
  if (model.hash !== record.model.hash)
    return {
      identical: false,
      why: `the model differs (${record.model.hash.slice(0, 10)} then, ${model.hash.slice(0, 10)} now)`,
    }
  if (device.id !== record.device)
    return { identical: false, why: `the device differs (${record.device} then, ${device.id} now)` }
  return { identical: false, why: 'another processor or version of ONNX Runtime rounds differently' }
}

function asJson(
  { images, settings, model, device, timings, warnings, loras }: GenerateResult,
  again: Again | null,
): string {
  const [first] = images
  const report = {
    file: first?.file,
    sha256: first?.sha256,
    seed: first?.seed,
    model: { id: model.id, hash: model.hash },
    device: device.id,
    timings,
    images,
    settings: { ...settings, seed: undefined, variation: undefined },
    skippedDevices: device.skipped,
    warnings,
    loras,
    ...(again && { identical: again.identical, why: again.why }),
  }
  return JSON.stringify(report)
}

function asText({ images, timings, device, model, loras }: GenerateResult, again: Again | null): string {
  const lines = images.map(({ file, seed, width, height }) => `${file}  seed ${seed}  ${width}x${height}`)
  const seconds = (timings.total / 1000).toFixed(1)
  lines.push(
    `${images.length === 1 ? 'One picture' : `${images.length} pictures`} by ${model.id} on ${device.name} in ${seconds} s`,
  )
  for (const { name, matched, of } of loras) lines.push(`LoRA ${name}: applied ${matched} of ${of}`)
  // Of a device that was found after others, the notes have told already.
  if (device.id === 'cpu' && device.skipped.length)
    lines.push(`The CPU, because ${device.skipped.map(({ id, reason }) => `${id}: ${reason}`).join('; ')}`)
  if (again)
    lines.push(
      again.identical
        ? `Identical to the original: ${again.why}`
        : `Not identical to the original: ${again.why}`,
    )
  return lines.join('\n')
}
