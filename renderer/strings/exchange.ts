import { many } from './many.ts'

/** Pictures that come into the library from elsewhere, and go out of it. */
export const exchange = {
  stop: 'Stop',
  progress: (done: number, of: number) => (of ? `${done} of ${of}` : 'Looking…'),
  import: {
    title: 'Import pictures',
    text: 'Copies the PNG, JPEG and WebP files of a folder, or one file, into the library. What is there already is not copied again, and nothing is taken away where it was.',
    from: 'Folder or file',
    begin: 'Import',
    done: (added: number, known: number) =>
      `${many(added, 'picture')} imported${known ? `, ${known} known already` : ''}`,
    refused: (n: number) => `${many(n, 'file')} left out`,
  },
  export: {
    title: (n: number) => `Export ${many(n, 'picture')}`,
    allTwins: 'Export all near-duplicates',
    kind: 'Kind of file',
    kinds: { asis: 'As they are', png: 'PNG', webp: 'WebP', jpeg: 'JPEG', avif: 'AVIF' },
    quality: 'Quality',
    options: {
      strip: 'Without a word about their making',
      sheet: 'Contact sheets',
      gallery: 'A page for a browser',
    },
    about: {
      strip: 'No prompt, no seed, no settings in the files',
      sheet: 'All pictures small on a sheet, with prompt and seed',
      gallery: 'A folder that anybody can open, without a network',
    },
    to: 'New folder, or a name that ends in .zip',
    begin: 'Export',
    done: (n: number, to: string) => `${many(n, 'picture')} written to ${to}`,
    problems: (n: number) => `${many(n, 'note')}`,
  },
} as const
