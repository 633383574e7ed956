import { readFile } from 'node:fs/promises'
import { readModelFolder } from '#engine/model/folder.ts'
import { readDirections } from '#engine/png/directions-chunk.ts'
import { StudioError } from '#shared/errors.ts'
import { knobsFolder } from '../studio/folders.ts'
import { atHand } from '../studio/knobs/at-hand.ts'
import { misfit } from '../studio/knobs/fits.ts'
import { knobShelf } from '../studio/knobs/shelf.ts'
import { withDirections } from '../studio/knobs/with-directions.ts'
import type { GenerateCommand } from './generate-options.ts'
import { parseSteer, type ReadKnob } from './knob-steer.ts'
import type { Session } from './session.ts'

export type SteeredCommand = GenerateCommand & { knobFiles: ReadKnob[] }

/** The command with the knobs that it turns, which take reading files. */
export async function withSteer(command: GenerateCommand): Promise<SteeredCommand> {
  const steered = await parseSteer(command.values)
  if (!steered) return { ...command, knobFiles: [] }
  const generation = { ...command.generation, steer: steered.steer }
  return { ...command, generation, given: [...command.given, 'steer'], knobFiles: steered.files }
}

/**
 * A session whose engine is handed the directions of the shelf, of knob files and of the picture of `--from`.
 * Errors: `invalid-input` for a knob file that does not fit the model.
 */
export async function withHand(
  session: Session,
  { knobFiles, from }: Pick<SteeredCommand, 'knobFiles' | 'from'>,
  folder: string,
): Promise<Session> {
  const hand = atHand(knobShelf(knobsFolder(), () => {}).find)
  for (const { path, file, direction } of knobFiles) {
    const problem = misfit(file, await readModelFolder(folder))
    if (problem) throw new StudioError('invalid-input', `${path}: ${problem}`)
    if (direction) await hand.add(direction)
  }
  if (from)
    for (const direction of Object.values(await readDirections(await readFile(from))))
      await hand.add(direction)
  const { engine } = session
  return { ...session, engine: { ...engine, call: withDirections(engine.call, hand) } }
}
