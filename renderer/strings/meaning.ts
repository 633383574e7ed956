import { many } from './many.ts'

const count = (n: number) => n.toLocaleString('en')

/** What is said about looking at pictures. */
export const meaning = {
  title: 'What the scorer sees',
  alike: 'More like this',
  setting: 'Find pictures by what they show',
  settingHelp:
    'Looks at each picture with the scorer below while nothing is drawn; then like:"a red bird" finds them.',
  looked: (done: number, of: number) => `${count(done)} of ${many(of, 'picture')} looked at`,
  unreadable: (n: number) => `${many(n, 'picture')} cannot be read by the scorer`,
  left: (n: number) => `${many(n, 'picture')} not looked at yet, so left out`,
  twins: (n: number) => `${count(n)} alike`,
  largestGroups: 'Largest groups',
  twinsNote:
    'One of each group that looks nearly the same to the scorer (cosine 0.99 and more). It overlooks small things: compare before you delete. “More like this” shows the others.',
  states: {
    off: 'Switched off',
    working: 'Looking…',
    waiting: 'Goes on when nothing is drawn',
  },
  scorer: 'Scorer',
  scorerHelp:
    'Who looks at pictures, finds the best of many and searches by meaning. The built-in one knows the words that the picture-book was taught, hardly any others. Another looks at everything anew.',
  scorerGone: (id: string) => `${id} is gone`,
  otherFolder: 'Use a folder from elsewhere…',
  scorerFolder: 'Folder of a CLIP, SigLIP or OpenCLIP model in ONNX',
  useScorer: 'Use it',
  families: { own: 'scorer of a model', clip: 'CLIP', siglip: 'SigLIP', openclip: 'OpenCLIP' },
  like: 'like',
  unlike: 'unlike',
  likePicture: 'this picture',
  asking: 'Looking at the picture…',
  takesFor: 'Takes it for',
  shares: (asked: number) =>
    `Shares among ${count(asked)} words, 100 % in all: if none fits, one still wins.`,
  each: (asked: number) => `Each of ${count(asked)} words for itself.`,
  percent: (share: number) => `${share >= 0.995 ? Math.round(share * 100) : (share * 100).toFixed(1)} %`,
  editWords: 'Ask about other words',
  words: 'Words to ask about, one a line',
  wordsHelp: 'Empty: the words that the scorer was taught.',
  keepWords: 'Ask',
  fits: 'Fits its prompt',
  fitHelp: 'Cosine from -1 to 1. It sorts pictures of the same words; it does not judge.',
  phrases: 'Words of the prompt',
  found: 'seen',
  missing: 'not seen',
  missingHelp:
    'The picture-book’s scorer told 93 of 100 wrong colours, 90 of 100 wrong subjects; chance is 50.',
  missingHelpOther: 'How often this scorer is right about that was not measured.',
  noPrompt: 'Without a prompt there is nothing to hold it against.',
  where: (text: string) => `Where it sees “${text}”`,
  heat: (text: string) => `Heat map by occlusion for “${text}”`,
  covering: (text: string) => `Covering the picture piece by piece for “${text}”`,
  heatHelp: (drop: number) =>
    drop > 0
      ? `Occlusion: the brighter, the more the score drops when that place is covered; at most by ${drop.toFixed(3)}. A weak map looks as sure as a strong one.`
      : 'Occlusion: the score drops nowhere, whatever is covered.',
  onStage: 'Lay it over the picture',
  bar: 'Heat map',
  word: 'Where it sees',
  other: 'Other words',
  whole: 'The whole prompt',
  strength: 'Strength of the colour',
  holdToHide: 'Hold to hide',
  closeHeat: 'Put the heat map away',
  legend: (drop: number, score: number, width: number, height: number) =>
    drop > 0
      ? `By occlusion: grey patches of ${width} × ${height} pixels cover the picture in turn. Full colour: its cosine with these words, ${score.toFixed(3)}, falls by ${drop.toFixed(3)} there. What this scorer sees, not how the picture was drawn.`
      : 'By occlusion: its cosine with these words falls nowhere, whatever is covered.',
  hideHeat: 'Hide the heat map',
} as const
