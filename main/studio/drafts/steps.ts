import { defaultsOf } from '#engine/model/defaults.ts'
import { readModelFolder } from '#engine/model/folder.ts'
import { sizeRule } from '#engine/model/size.ts'
import type { Generation } from '#shared/generation.ts'

/** So many steps show what a picture will be, and put rolls in nearly their final order (docs/rolls.md). */
const enough = 4

/** As few steps as still show what each of the pictures will be; never more than one of them takes itself. */
export async function draftSteps(folder: string, generations: readonly Generation[]): Promise<number> {
  const own = await ownSteps(folder)
  return generations.reduce((least, { steps }) => Math.min(least, steps ?? own), enough)
}

/** Steps of a roll that is only ranked, and of the picture in full. */
export async function rankSteps(
  folder: string,
  { steps }: Generation,
): Promise<{ first: number; full: number }> {
  const full = steps ?? (await ownSteps(folder))
  return { first: Math.min(enough, full), full }
}

async function ownSteps(folder: string): Promise<number> {
  const model = await readModelFolder(folder)
  return defaultsOf(model, sizeRule(model, [])).steps
}
