/** What a picture can be asked for by, besides words. One row each; `about` is shown while somebody types. */
export const queryFields = {
  prompt: { kind: 'words', about: 'words of the prompt' },
  negative: { kind: 'words', about: 'words that were left out', also: ['no'] },
  note: { kind: 'words', about: 'words of the note' },
  tag: { kind: 'name', about: 'a tag' },
  board: { kind: 'name', about: 'a board' },
  model: { kind: 'part', about: 'a part of the model’s name' },
  sampler: { kind: 'part', about: 'a sampler' },
  schedule: { kind: 'part', about: 'a schedule', also: ['scheduler'] },
  program: { kind: 'part', about: 'what drew it', also: ['by'] },
  file: { kind: 'part', about: 'a part of the file’s name' },
  in: { kind: 'part', about: 'a watched folder by its name, or library', also: ['folder'] },
  seed: { kind: 'seed', about: 'a seed' },
  steps: { kind: 'number', about: 'steps' },
  guidance: { kind: 'number', about: 'guidance scale', also: ['cfg'] },
  width: { kind: 'number', about: 'width in pixels' },
  height: { kind: 'number', about: 'height in pixels' },
  size: { kind: 'size', about: 'width x height, or the longer side' },
  stars: { kind: 'number', about: 'stars, 0 to 5', also: ['rating'] },
  label: { kind: 'label', about: 'a colour: red, yellow, green, blue, purple or none' },
  date: { kind: 'date', about: 'when: 2026, 2026-11, 2026-11-24, today, yesterday, 7d', also: ['when'] },
  is: { kind: 'flag', about: 'starred, tagged, noted, child, boarded, duplicate, external or missing' },
  like: { kind: 'likeness', about: 'what it shows: "words", or the start of a picture’s id' },
  unlike: { kind: 'likeness', about: 'what it does not show: "words", or a picture’s id' },
  score: { kind: 'number', about: 'how well it fits its own prompt: >0.25' },
} as const satisfies Record<string, { kind: string; about: string; also?: readonly string[] }>

export type QueryField = keyof typeof queryFields
export type QueryKind = (typeof queryFields)[QueryField]['kind']

export const colourLabels = ['red', 'yellow', 'green', 'blue', 'purple'] as const
export type ColourLabel = (typeof colourLabels)[number]

export const queryFlags = [
  'starred',
  'tagged',
  'boarded',
  'noted',
  'child',
  'duplicate',
  'external',
  'missing',
] as const
export type QueryFlag = (typeof queryFlags)[number]

const names = new Map<string, QueryField>(
  (Object.entries(queryFields) as [QueryField, { also?: readonly string[] }][]).flatMap(
    ([name, { also = [] }]) => [name, ...also].map(one => [one, name] as const),
  ),
)

/** The field that a word before a colon means, if any. */
export const fieldNamed = (word: string): QueryField | null => names.get(word.toLowerCase()) ?? null
