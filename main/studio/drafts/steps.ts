import { defaultsOf } from '#engine/model/defaults.ts'
import { readModelFolder } from '#engine/model/folder.ts'
import { sizeRule } from '#engine/model/size.ts'
import type { Generation } from '#shared/generation.ts'

/** So many steps still show what a picture will be; docs/rolls.md has the measurement. */
const enough = 6

/** As few steps as still show what each of the pictures will be; never more than one of them takes itself. */
export async function draftSteps(folder: string, generations: readonly Generation[]): Promise<number> {
  const model = await readModelFolder(folder)
  const own = defaultsOf(model, sizeRule(model, [])).steps
  return generations.reduce((least, { steps }) => Math.min(least, steps ?? own), enough)
}
