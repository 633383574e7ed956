import { many } from './many.ts'

const percent = (share: number) => `${Math.round(100 * share)} %`

/** What the map of the library says. */
export const atlas = {
  plane: (n: number) => `Map of ${many(n, 'picture')}`,
  role: 'map',
  keys: 'Arrows go to the next picture that is shown, Enter opens it, Space chooses one more. Plus and minus zoom, Home shows all of it, Ctrl and an arrow move. The grid shows the same pictures in rows.',
  help: 'Near is alike. Click selects, double click opens or zooms in, Shift and drag choose many.',
  wordsHelp:
    'The words on the map are those that prompts in that spot have more often than elsewhere. They tell what was asked for, not what is seen.',
  placing: 'Placing the pictures',
  left: (time: string) => `${time} left`,
  stop: 'Stop',
  goOn: 'Go on',
  stopped: 'Stopped: these are the places so far.',
  waiting: (n: number) => `${many(n, 'picture')} not looked at yet, so not on the map`,
  nothing: 'No picture was looked at yet',
  nothingText:
    'The map places pictures by what the scorer sees in them. It looks at them while nothing is drawn; the settings say whether it may.',
  failed: 'The map could not be made',
  cluster: (n: number) => `${many(n, 'picture')} here`,
  picture: (prompt: string, others: number) =>
    others > 0 ? `${prompt}, one of ${many(others + 1, 'picture')} here` : prompt,
  among: (words: string) => `among “${words}”`,
  where: (across: 'left' | 'middle' | 'right', down: 'upper' | 'middle' | 'lower') =>
    across === 'middle' && down === 'middle' ? 'in the middle' : `${down} ${across}`,
  zoomIn: 'Nearer',
  zoomOut: 'Farther',
  fit: 'All of it',
  holes: {
    title: 'Never tried',
    help: 'Words that the model knows and no picture of the library is near to.',
    everyday: 'The model does not say which words it knows: these are everyday ones, it may not.',
    asking: 'Holding words against the pictures',
    another: 'Others',
    seeds: 'Seeds',
    roll: (n: number) => `Roll ${n}`,
    rollOf: (prompt: string, n: number) => `Roll ${n} of ${prompt}`,
    show: (prompt: string) => `Show ${prompt} on the map`,
    newWords: (words: readonly string[]) => `In no prompt yet: ${words.map(word => `“${word}”`).join(', ')}.`,
    newTogether: 'Each word was tried, never together.',
    far: (cosine: number, nearer: number) =>
      `Nearest pictures at ${cosine.toFixed(2)}; ${nearer >= 0.995 ? 'all that was tried' : `${percent(nearer)} of what was tried`} has nearer ones.`,
    measure: (texts: number, median: number) =>
      `Of ${many(texts, 'text')} that were tried, half have their nearest pictures above ${median.toFixed(2)} (mean cosine of three).`,
    used: (used: number, known: number) => `${used} of the ${known} words asked about stand in a prompt.`,
    none: 'Nothing was found that is far from every picture. Ask for others.',
    failed: 'Could not be found',
    place: (n: number) => `Never tried, number ${n}`,
  },
} as const
