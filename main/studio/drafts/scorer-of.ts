import { basename, resolve } from 'node:path'
import { hasScorer } from '#engine/scorer/config.ts'
import { defaultModel, modelFolder } from '../model-library.ts'

export type ChosenScorer = {
  folder: string
  /** What a rank by it is worth, in plain sentences. */
  worth: string
}

const always = 'A score sorts, it does not judge.'

/** A model's own scorer, else the shipped picture-book's. */
export async function scorerOf(folder: string): Promise<ChosenScorer> {
  if (hasScorer(folder))
    return {
      folder,
      worth: `${always} ${basename(folder)}'s own scorer knows the words that the model was taught, no others.`,
    }
  const shipped = await modelFolder(defaultModel)
  return {
    folder: shipped,
    worth: `${always} ${basename(folder)} has no scorer; the shipped picture-book's stands in, which knows only its own few words.`,
  }
}

/** A scorer that a person named by its folder. */
export const givenScorer = (folder: string): ChosenScorer => ({
  folder: resolve(folder),
  worth: `${always} ${basename(resolve(folder))} knows what its makers trained it on, with their blind spots.`,
})
