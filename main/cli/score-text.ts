import { basename } from 'node:path'
import type { Told } from './score.ts'

/** What scorers said, for people: a table, then a section for each thing more that was asked. */
export function scoreText(told: Told): string {
  const { scores, believes, missing, heat, worth } = told
  const notes = (scores ?? believes)!.notes
  return [
    ...(scores ? [table(told)] : []),
    ...(believes ? [beliefs(told)] : []),
    ...(missing ? [phrases(told)] : []),
    ...(heat ? [heatLine(heat)] : []),
    [...notes, worth].join('\n'),
  ].join('\n\n')
}

const wide = (files: readonly string[]) => Math.max(...files.map(file => basename(file).length))
const percent = (share: number) => `${(share * 100).toFixed(0)} %`

/** A column for each text, under its number where there are several; the best picture first. */
function table({ files, texts, scores }: Told): string {
  const rows = files
    .map((file, i) => ({ file, ...scores!.images[i]! }))
    .sort((a, b) => b.scores[0]! - a.scores[0]!)
  const width = wide(files)
  // Belief shared among one text says nothing; believed for itself, it does.
  const shown = texts.length > 1 || scores!.kind === 'sigmoid'
  const cell = (score: number, share: number) =>
    `${score.toFixed(3).padStart(7)}${shown ? percent(share).padStart(7) : ''}`
  const header = texts.map((_, i) => `${i + 1}`.padStart(7).padEnd(14)).join('  ')
  return [
    ...(texts.length > 1
      ? [...texts.map((text, i) => `${i + 1}  ${text}`), '', `${' '.repeat(width)}  ${header}`.trimEnd()]
      : []),
    ...rows.map(
      ({ file, scores, shares }) =>
        `${basename(file).padEnd(width)}  ${scores.map((score, i) => cell(score, shares[i]!)).join('  ')}`,
    ),
  ].join('\n')
}

function beliefs({ files, believes }: Told): string {
  const { asked, images, kind } = believes!
  const how = kind === 'softmax' ? 'shared among them' : 'each for itself'
  return [
    `What the scorer takes it for, of ${asked} words, ${how}:`,
    ...files.map(
      (file, i) =>
        `${basename(file).padEnd(wide(files))}  ${images[i]!.words.map(
          ({ word, probability }) => `${word} ${percent(probability)}`,
        ).join(', ')}`,
    ),
  ].join('\n')
}

function phrases({ files, texts, missing }: Told): string {
  return [
    `Which words of "${texts[0]}" it sees, against near misses (50 %: no difference):`,
    ...files.map(
      (file, i) =>
        `${basename(file).padEnd(wide(files))}  ${missing!.images[i]!.phrases.map(
          ({ phrase, belief, missing }) => `${phrase} ${percent(belief)}${missing ? ' (missing)' : ''}`,
        ).join(', ')}`,
    ),
  ].join('\n')
}

function heatLine({ file, drops, columns, rows, score }: NonNullable<Told['heat']>): string {
  const most = Math.max(...drops)
  const at = drops.indexOf(most)
  const place = `column ${(at % columns) + 1} of ${columns}, row ${Math.floor(at / columns) + 1} of ${rows}`
  return `Heat by occlusion: ${file}\nCovering ${place}, the score drops most: by ${most.toFixed(3)} from ${score.toFixed(3)}.`
}
