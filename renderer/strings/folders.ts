import { many } from './many.ts'

/** What is said of folders that are watched beside the library. */
export const folders = {
  title: 'Watched folders',
  help: 'Their pictures show beside the library’s, and in:NAME finds them. Nothing is ever written there; stars, tags and notes are kept in the library.',
  add: 'Watch',
  path: 'Folder to watch',
  choose: 'Watch a folder…',
  remove: (name: string) => `Stop watching ${name}`,
  removed: (name: string) => `${name} is watched no more. What was said of its pictures is kept.`,
  pictures: (n: number) => many(n, 'picture'),
  missing: 'not there',
  looking: 'Looking through the folder',
  /** Of one picture. */
  liesIn: (name: string) => `In the watched folder ${name}`,
  readOnly: 'Reroll changes nothing there.',
  away: 'Its folder is not there now: connect its disk. What was said of it is kept.',
  import: 'Import into the library',
  importFirst: (n: number) => (n === 1 ? 'Import it first' : `Import ${n} first`),
  imported: (n: number, refused: number) =>
    `${many(n, 'picture')} imported${refused ? `, ${refused} left out` : ''}`,
  refused: (external: number, of: number) =>
    of === 1
      ? 'This picture lies in a watched folder, where Reroll deletes nothing.'
      : external === of
        ? 'These pictures lie in watched folders, where Reroll deletes nothing.'
        : `${external} of these ${many(of, 'picture')} ${external === 1 ? 'lies in a watched folder' : 'lie in watched folders'}, where Reroll deletes nothing.`,
} as const
