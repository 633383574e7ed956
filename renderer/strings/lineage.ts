import { many } from './many.ts'

/** What the page of a picture's family says. */
export const lineage = {
  title: 'Family',
  open: 'Show its family',
  cameFrom: 'Came from',
  parentGone: 'Its parent is no longer in the library.',
  none: 'No picture selected',
  noneText: 'Select a picture to see what it came from and what came from it.',
  alone: 'No relations yet',
  aloneText:
    'Use all settings of this picture and change something, roll variations of it, or branch from one of its steps: what comes of that stands here.',
  failed: 'The family cannot be read',
  count: (n: number) => many(n, 'picture'),
  more: 'Only the nearest 500 are shown.',
  tree: 'Family tree',
  help: 'Click selects, double click opens, Ctrl click takes a second one to compare',
  node: (prompt: string, seed: string, changes: string) =>
    `${prompt || 'Without words'}, seed ${seed}${changes && `, ${changes}`}`,
  trashed: 'in the trash',
  differs: 'What differs',
  same: 'Nothing differs',
  moreBadges: (n: number) => `+${n}`,
  compare: 'Compare',
  replay: 'Replay the difference',
  replayTitle: 'From one to the other',
  otherModel: 'They were drawn by different models.',
  unknown: 'One of them does not say how it was made.',
  frames: 'Frames of the replay',
  frameOf: (frame: number, of: number) => `Frame ${frame} of ${of}`,
  drawing: 'Drawing',
} as const
