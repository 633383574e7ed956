import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { afterAll, expect, test } from 'vitest'
import { engineHandlers } from '#engine/handlers.ts'
import { engineContract, type GenerateEvent } from '#shared/engine-contract.ts'
import { branchOff } from '#shared/moments.ts'
import { fixture } from '../pipeline/draw.ts'
import { filesOf, idOf, painted, png } from './assets-for-tests.ts'

const scratch = mkdtempSync(join(tmpdir(), 'reroll-start-branch-'))
afterAll(() => rmSync(scratch, { recursive: true }))
const handlers = engineHandlers()
const image = png(64, 64, 3, painted)
const mask = png(64, 64, 1, x => (x < 32 ? 255 : 0))
const start = (more: object) => ({ conditions: { start: { image: idOf(image), ...more } } })

async function draw(generation: object, more: object = {}) {
  const file = join(scratch, `${Math.random()}.png`)
  const request = engineContract['generate.run'].input.parse({
    folder: fixture('tiny-sd'),
    device: 'cpu',
    files: [file],
    generation,
    assets: filesOf(image, mask),
    ...more,
  })
  const events: GenerateEvent[] = []
  const { settings, warnings } = await handlers['generate.run'](request, {
    signal: new AbortController().signal,
    emit: event => events.push(event),
  })
  const steps = events.filter(({ kind }) => kind === 'step').length
  return { pixels: decode(readFileSync(file)).data, settings, warnings, steps }
}

const common = { prompt: 'a fox', seed: 5, steps: 8, sampler: 'dpmpp_2m', width: 64, height: 64 }

test.each([
  ['all of it opened', start({ strength: 0.75 })],
  ['no image any more', { conditions: {} }],
  ['another strength', start({ strength: 0.25, mask: idOf(mask) })],
])('a branch with %s, from the kept way, is the branch drawn anew, bit for bit', async (_, change) => {
  const way = join(scratch, `${Math.random()}.way`)
  const parent = await draw(
    { ...common, ...start({ strength: 0.75, mask: idOf(mask) }) },
    { trajectories: [way] },
  )
  expect(parent.steps).toBe(6)
  const asked = engineContract['generate.run'].input.shape.generation.parse({ ...common, ...change })
  const child = branchOff(parent.settings, 5, { conditions: asked.conditions }, null)
  const anew = await draw(child)
  const taken = await draw(child, { replay: way })
  expect(taken.warnings).toEqual([])
  expect(taken.pixels).toEqual(anew.pixels)
  expect(anew.pixels).not.toEqual(parent.pixels)
})

test('an image that comes in on the way holds what it covers', async () => {
  const plain = await draw(common)
  const child = branchOff(
    plain.settings,
    3,
    { conditions: { ...plain.settings.conditions, start: null } },
    null,
  )
  const { past: _, ...rest } = child
  const asked = engineContract['generate.run'].input.shape.generation.parse({
    ...rest,
    ...start({ strength: 1, mask: idOf(mask), feather: 0 }),
    past: [{ until: 3, conditions: {} }],
  })
  const { pixels, steps } = await draw(asked)
  expect(steps).toBe(8)
  for (let y = 0; y < 64; y++)
    for (let x = 32; x < 64; x++) expect(pixels[(y * 64 + x) * 3]).toBe(painted(x, y, 0))
})

test('the drawing that conditions were made from says nothing about what can be taken up again', async () => {
  const way = join(scratch, 'drawing.way')
  const drawn = { ...common, ...start({ strength: 0.75 }) }
  await draw(drawn, { trajectories: [way] })
  const other = { ...drawn, conditions: { ...drawn.conditions, drawing: 'a'.repeat(64) } }
  expect((await draw(other, { replay: way })).warnings).toEqual([])
})
