import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { reroll, scratchFolder } from './run-cli.ts'

const scratch = scratchFolder()
const at = (name: string) => join(scratch.path, name)

test('the best of several are drawn in full, and --from draws each again', () => {
  const { stdout, stderr, status } = reroll([
    'generate',
    'a red bird',
    ...['--best-of', '5', '--keep', '2', '--budget', '600', '--steps', '3', '--seed', '20'],
    ...['--out', `${scratch.path}/`, '--json'],
  ])
  expect([stderr, status]).toEqual(['', 0])
  const { images, rolled, ranking, rounds } = JSON.parse(stdout)
  expect(rolled).toBe(5)
  expect(rounds).toEqual([{ steps: 3, keep: 2 }])
  expect(ranking).toMatch(/^5 rolled in 3 steps, 2 kept\. A score sorts, it does not judge\./)
  expect(images).toHaveLength(2)
  expect(images[0].score).toBeGreaterThanOrEqual(images[1].score)
  for (const { seed, roll, file } of images) {
    expect(seed).toBe(20 + roll)
    const again = reroll(['generate', '--from', file, '--out', at('again.png')])
    expect(again.stdout).toContain('Identical to the original')
    expect(readFileSync(at('again.png')).equals(readFileSync(file))).toBe(true)
  }
})

test('pictures are scored: the best first for people, everything for programs', () => {
  reroll(['generate', 'a bird', '--steps', '1', '--seed', '1', '--batch', '2', '--out', `${scratch.path}/`])
  const names = readdirSync(scratch.path)
  const args = ['score', scratch.path, '--text', 'a red bird', '--text', 'a blue fish']
  const { scorer, images, worth } = JSON.parse(reroll([...args, '--json']).stdout)
  expect(scorer).toContain('picturebook')
  expect(worth).toContain('does not judge')
  expect(images.map(({ file }: { file: string }) => file).toSorted()).toEqual(names.map(at).toSorted())
  for (const { scores, shares } of images) {
    expect(scores.every((score: number) => score >= -1 && score <= 1)).toBe(true)
    expect(shares[0] + shares[1]).toBeCloseTo(1, 5)
  }
  expect(images[0].scores[0]).toBeGreaterThanOrEqual(images[1].scores[0])
  const table = reroll(args).stdout
  for (const name of names) expect(table).toContain(name)
  expect(table).toContain('2  a blue fish')
})

describe('what cannot be meant is told, with the way out', () => {
  test.each([
    [['generate', 'x', '--keep', '3'], '--best-of'],
    [['generate', 'x', '--best-of', '1'], '--best-of must be a whole number from 2 to 512'],
    [['generate', 'x', '--best-of', '4', '--keep', '5'], 'more than --best-of'],
    [['generate', 'x', '--best-of', '4', '--batch', '2'], 'leave --batch out'],
    [['generate', 'x', '--best-of', '4', '--out', 'x.jpg'], '.png'],
    [['score', 'x.png'], 'at least one --text'],
    [['score', 'gone.png', '--text', 'x'], 'no such file'],
    [['score', 'package.json', '--text', 'x'], 'not a PNG'],
  ])('%j', (args, said) => {
    const { status, stderr } = reroll(args)
    expect(status).toBe(2)
    expect(stderr).toContain(said)
  })
})
