import { many } from './many.ts'

const pictures = (n: number) => many(n, 'picture')

/** What is said of many pictures at once: stars, labels, tags and boards, and the ways to list them. */
export const marks = {
  marks: {
    stars: (stars: number) => ({
      deed: stars ? `give ${many(stars, 'star')}` : 'take the stars',
      done: (n: number) => `${stars ? many(stars, 'star') : 'No stars'} for ${pictures(n)}`,
    }),
    starred: (on: boolean) => ({
      deed: on ? 'star' : 'take the stars',
      done: (n: number) => (on ? `${pictures(n)} starred` : `No stars for ${pictures(n)}`),
    }),
    label: (colour: string) => ({
      deed: colour ? `label ${colour.toLowerCase()}` : 'take the label',
      done: (n: number) => `${colour || 'No'} label for ${pictures(n)}`,
    }),
    tag: {
      title: (n: number) => `Tags of ${pictures(n)}`,
      search: 'Find a tag, or write a new one',
      none: 'No tags yet. Write one and press Enter.',
      create: (name: string) => `New tag “${name}”`,
      put: (name: string) => ({
        deed: `tag ${name}`,
        done: (n: number) => `${pictures(n)} tagged ${name}`,
      }),
      taken: (name: string) => ({
        deed: `take the tag ${name}`,
        done: (n: number) => `Tag ${name} taken from ${pictures(n)}`,
      }),
      renamed: (name: string, to: string) => ({
        deed: `rename the tag ${name}`,
        done: (n: number) => `${name} is ${to} now, on ${pictures(n)}`,
      }),
      deleted: (name: string) => ({
        deed: `delete the tag ${name}`,
        done: (n: number) => `Tag ${name} deleted, from ${pictures(n)}`,
      }),
    },
    board: {
      title: (n: number) => `Boards of ${pictures(n)}`,
      search: 'Find a board, or name a new one',
      none: 'No boards yet. Name one and press Enter.',
      create: (name: string) => `New board “${name}”`,
      put: (name: string) => ({
        deed: `put on ${name}`,
        done: (n: number) => `${pictures(n)} put on ${name}`,
      }),
      taken: (name: string) => ({
        deed: `take off ${name}`,
        done: (n: number) => `${pictures(n)} taken off ${name}`,
      }),
      renamed: (name: string, to: string) => ({
        deed: `rename the board ${name}`,
        done: (n: number) => `Board ${name} is ${to} now, with ${pictures(n)}`,
      }),
      deleted: (name: string) => ({
        deed: `delete the board ${name}`,
        done: (n: number) => `Board ${name} deleted; its ${pictures(n)} stay`,
      }),
    },
    some: (count: number, of: number) => `${count.toLocaleString('en')} of ${of.toLocaleString('en')}`,
    of: (name: string, count: number, of: number) => `${name}, ${count} of ${of}`,
    names: 'Names',
    stopped: (done: string) => `Stopped. ${done}`,
    stop: (label: string) => `Stop: ${label}`,
    most: (n: number) => `The first ${n.toLocaleString('en')} are chosen: more cannot be changed at once.`,
    pathsCopied: (n: number) => `${many(n, 'path')} copied`,
  },
  boards: {
    title: 'Boards',
    show: (name: string, n: number) => `${name} ${pictures(n)}`,
    counted: (n: number) => (n === 1 ? ' picture' : ' pictures'),
    menu: (name: string) => `What to do with the board ${name}`,
    rename: 'Rename…',
    delete: 'Delete; its pictures stay',
    newName: (name: string) => `New name of the board ${name}`,
    remove: (name: string) => `Take off the board ${name}`,
  },
  layouts: {
    label: 'Show as',
    names: { grid: 'Grid', list: 'List', map: 'Map' },
    showAs: (name: string) => `Show the history as: ${name}`,
    turn: 'Turn the order round',
    list: (n: number) => `History, list of ${pictures(n)}`,
    columns: {
      picture: 'Picture',
      prompt: 'Prompt',
      seed: 'Seed',
      model: 'Model',
      sampler: 'Sampler',
      steps: 'Steps',
      guidance: 'Guidance',
      size: 'Size',
      date: 'Date',
      stars: 'Stars',
      label: 'Label',
      tags: 'Tags',
    },
  },
  restored: (n: number) => `${pictures(n)} put back`,
  purged: (n: number) => `${pictures(n)} deleted for good`,
} as const
