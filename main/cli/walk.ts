import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import { type Generation, generation } from '#shared/generation.ts'
import { usualReading } from '#shared/prompt/reading.ts'
import { describeIssues } from '#shared/rpc.ts'
import { framesOf } from '#shared/walk.ts'
import { modelFolder } from '../studio/model-library.ts'
import { drawFrames } from '../studio/walk/draw-frames.ts'
import { howMade } from '../studio/walk/how.ts'
import { frameName, walkWriters } from '../studio/walk/save.ts'
import { modelOrDefault } from './generate-options.ts'
import { walkHelp } from './help.ts'
import { withHand } from './knob-hand.ts'
import { progressLine, rewritten } from './progress.ts'
import { readUsable } from './read-usable.ts'
import { withPrompts } from './reading-options.ts'
import { type Io, withSession } from './session.ts'
import { parseWalk, type WalkCommand } from './walk-options.ts'
import { withAssetFiles } from './with-conditions.ts'

/** `reroll walk`: draws every frame, then writes one file or a folder, and prints its path. */
export async function walkCommand(args: readonly string[], io: Io): Promise<void> {
  const command = parseWalk(args)
  if (command.help) return io.out(walkHelp)
  const { stops, model } = await stopsOf(command)
  const { between, loop, perSecond, format, device } = command
  const frames = framesOf(stops, { between, loop })
  const folder = await modelFolder(model)
  const file = resolve(command.out)
  await withSession(io, async session => {
    // Knobs and conditions are the first stop's, like all but the noise.
    const from = command.pictures[0]
    const handed = await withHand(await withPrompts(session, {}), { knobFiles: [], from }, folder)
    const { engine, signal } = await withAssetFiles(handed, { from })
    const line = rewritten(io.err)
    const temporary = await mkdtemp(join(tmpdir(), 'reroll-walk-'))
    try {
      const drawn = await drawFrames({
        folder,
        device,
        frames,
        call: engine.call,
        fileOf: (_, index) => join(temporary, frameName(index)),
        has: async () => false,
        signal,
        emit: ({ index, of, msLeft }) =>
          line.show(progressLine({ kind: 'step', image: 0, images: 1, step: index + 1, of, msLeft })!),
      })
      const how = howMade({ model, between, loop, perSecond, stops }, drawn.length)
      await walkWriters[format](file, { frames: drawn, showing: { perSecond, loop }, how, signal })
      line.clear()
      io.out(`${file}  ${drawn.length} frames, ${(drawn.length / perSecond).toFixed(1)} s`)
    } finally {
      line.clear()
      // Before the folder goes: a picture may still be on its way into it.
      await engine.stop()
      await rm(temporary, { recursive: true, force: true })
    }
  })
}

type Stops = { stops: Generation[]; model: string }

async function stopsOf(command: WalkCommand): Promise<Stops> {
  if (!command.pictures.length)
    return {
      stops: command.seeds.map(seed =>
        parsed({ reading: usualReading, ...command.given, seed: seed.trim() }, 'The walk'),
      ),
      model: modelOrDefault(command.model),
    }
  const found = await Promise.all(command.pictures.map(file => stopOf(file, command.given)))
  const models = new Set(found.map(({ model }) => model))
  if (models.size > 1 && !command.model)
    throw new StudioError(
      'invalid-input',
      `These pictures are by different models (${[...models].join(', ')}); choose one with --model`,
    )
  return { stops: found.map(({ stop }) => stop), model: modelOrDefault(command.model ?? [...models][0]) }
}

async function stopOf(file: string, given: Record<string, unknown>) {
  const origin = await readUsable(file)
  if (origin.kind === 'reroll')
    return {
      stop: parsed({ ...origin.record.settings, ...given }, file),
      model: origin.record.model.id as string | undefined,
    }
  return {
    stop: parsed({ ...origin.settings, ...given }, file),
    model: origin.foreign.model.name ?? undefined,
  }
}

function parsed(settings: object, what: string): Generation {
  const result = generation.safeParse(settings)
  if (result.success) return result.data
  throw new StudioError('invalid-input', `${what}: ${describeIssues(result.error.issues)}`)
}
