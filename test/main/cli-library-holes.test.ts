import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reroll, scratchFolder } from './run-cli.ts'
import { paint } from './studio/paint.ts'

const scratch = scratchFolder()
const pictures = () => join(scratch.path, 'pictures')
const holes = (...args: string[]) =>
  reroll(['library', 'holes', ...args, '--folder', pictures()], { REROLL_CACHE: join(scratch.path, 'cache') })
const drawn =
  'red bird, blue castle, yellow flower, green fish, white swan, black crow, pink flamingo, brown bear'
    .split(', ')
    .map(words => `a ${words}`)

test('reroll library holes: what was never tried, far from every picture', { timeout: 120_000 }, () => {
  mkdirSync(pictures())
  const empty = holes('--count', '3')
  expect(empty.status).toBe(0)
  expect(empty.stdout).toMatch(/No picture was looked at yet: words alone count\./)
  expect(empty.stdout.match(/in no prompt yet/g)).toHaveLength(3)

  // Any pixels do: what they were drawn from is what counts as tried.
  for (const [n, prompt] of drawn.entries()) paint(join(pictures(), `${n}.png`), n, prompt)
  expect(holes().stderr).toMatch(
    `${drawn.length} of ${drawn.length} pictures were not looked at yet; --embed does so`,
  )
  const { stdout } = holes('--embed', '--json', '--count', '5', '--seed', '4')
  const found = JSON.parse(stdout)
  expect(found).toMatchObject({ source: 'model', problem: null, tried: { texts: drawn.length } })
  expect(found.holes.length).toBeGreaterThan(0)
  for (const { prompt, nearer, cosine, nearest } of found.holes) {
    expect(drawn).not.toContain(prompt)
    expect(nearer).toBeGreaterThanOrEqual(0.5)
    expect(cosine).toBeLessThan(1)
    expect(nearest).toMatch(/^[0-9a-f]{64}$/)
  }
  expect(holes('--json', '--count', '5', '--seed', '4').stdout).toBe(stdout)
  expect(holes('--count', '5', '--seed', '4').stdout).toMatch(
    /nearest pictures at -?0\.\d\d, \d+ % of what was tried/,
  )
})

test('says what is wrong in one sentence', () => {
  mkdirSync(pictures())
  expect(holes('owl')).toMatchObject({ status: 2, stderr: expect.stringMatching('"owl" means nothing here') })
  expect(holes('--count', '0')).toMatchObject({ status: 2 })
  expect(holes('--model', 'nobody')).toMatchObject({ status: 2, stderr: expect.stringMatching('nobody') })
})
