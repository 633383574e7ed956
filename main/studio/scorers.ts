import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, isAbsolute, join, resolve } from 'node:path'
import { hasScorer, readScorerConfig } from '#engine/scorer/config.ts'
import { readDualFolder } from '#engine/scorer/dual-folder.ts'
import { StudioError } from '#shared/errors.ts'
import type { ScorerCard } from '#shared/studio/scorers.ts'
import { defaultModel, installedModels, modelFolder, userModelFolders } from './model-library.ts'

/** What the small files of a folder say; opens no graph. */
export async function scorerCard(
  folder: string,
  about: Partial<Pick<ScorerCard, 'id' | 'name' | 'shipped'>> = {},
): Promise<ScorerCard> {
  const card = { id: folder, name: basename(folder), folder, shipped: false, ...about }
  try {
    const own = hasScorer(folder) || existsSync(join(folder, 'model_index.json'))
    if (own) await readScorerConfig(folder)
    const family = own ? ('own' as const) : (await readDualFolder(folder)).family
    return { ...card, family, problem: null }
  } catch (error) {
    return { ...card, family: null, problem: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * Every scorer that is installed: models with one of their own, and, where a person puts models, folders of CLIP, SigLIP
 * or OpenCLIP. The first of a name wins. `chosen` by its path is added.
 */
export async function scorerCards(chosen?: string): Promise<ScorerCard[]> {
  const models = (await installedModels()).filter(({ folder }) => hasScorer(folder))
  const cards = await Promise.all(
    models.map(({ id, folder, shipped }) =>
      scorerCard(folder, { id, shipped, name: id === defaultModel ? 'Picture-book' : id }),
    ),
  )
  for (const place of userModelFolders())
    for (const name of (await readdir(place).catch(() => [])).sort()) {
      const folder = join(place, name)
      const isDual = existsSync(join(folder, 'config.json')) && !existsSync(join(folder, 'model_index.json'))
      if (isDual && !cards.some(({ id }) => id === name)) cards.push(await scorerCard(folder, { id: name }))
    }
  if (chosen && isAbsolute(chosen) && !cards.some(({ folder }) => folder === resolve(chosen)))
    cards.push(await scorerCard(resolve(chosen), { id: chosen }))
  return cards
}

/** The folder of the scorer that a person chose, else the shipped one's. Errors: `model-missing` when it has gone. */
export async function scorerFolder(chosen: string | undefined): Promise<string> {
  if (chosen === undefined) return modelFolder(defaultModel)
  if (isAbsolute(chosen)) {
    if (existsSync(chosen)) return resolve(chosen)
  } else {
    const known = (await scorerCards()).find(({ id }) => id === chosen)
    if (known) return known.folder
  }
  throw new StudioError(
    'model-missing',
    `The scorer ${chosen} is not there any more; put it back, or choose another in the settings under Library`,
  )
}
