import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { readJson } from '../json-file.ts'
import { everydayWords } from './everyday-words.ts'

/** Words of one kind, any of which may stand where another stands. */
export type WordGroup = {
  group: string
  /** Things that a picture may show, rather than what they are like. */
  noun: boolean
  words: readonly string[]
}

export type WordList = {
  groups: readonly WordGroup[]
  /** Sentences with `{}` for a word. */
  templates: readonly string[]
}

const vocabulary = z.looseObject({
  subjects: z.array(z.looseObject({ word: z.string().min(1), group: z.string() })),
  words: z.array(z.looseObject({ kind: z.string(), words: z.array(z.string().min(1)) })).default([]),
})

/** As captions of the model's training begin; and as CLIP is usually asked (Radford et al. 2021, section 3.1.4). */
const ownTemplates = ['a {}', 'a picture of a {}']
const photoTemplates = ['a photo of a {}.', 'a picture of a {}.', 'an illustration of a {}.']

/** What a scorer was taught, where its folder says (vocabulary.json), else everyday words. Errors: `model-broken`. */
export async function wordsOf(folder: string): Promise<WordList> {
  const file = join(folder, 'vocabulary.json')
  if (!existsSync(file)) return { groups: everydayWords, templates: photoTemplates }
  const { subjects, words } = await readJson(file, vocabulary)
  const names = [...new Set(subjects.map(({ group }) => group))]
  return {
    groups: [
      ...names.map(group => ({
        group,
        noun: true,
        words: subjects.filter(subject => subject.group === group).map(({ word }) => word),
      })),
      ...words.map(({ kind, words }) => ({ group: kind, noun: false, words })),
    ],
    templates: ownTemplates,
  }
}

/** Every thing of a list, each once. */
export const nounsOf = ({ groups }: Pick<WordList, 'groups'>): string[] => [
  ...new Set(groups.filter(({ noun }) => noun).flatMap(({ words }) => words)),
]

/** A template with its word; `a` becomes `an` where a vowel follows. */
export const filled = (template: string, word: string): string =>
  template
    .replace(/\b(a) \{\}/gi, (whole, article: string) => (/^[aeiou]/i.test(word) ? `${article}n {}` : whole))
    .replaceAll('{}', word)
