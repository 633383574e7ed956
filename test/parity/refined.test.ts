import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assetsOf } from '#engine/conditions/assets.ts'
import { type Model, openModel } from '#engine/model/open.ts'
import { decodeLatent } from '#engine/pipeline/decode.ts'
import { latentDims, sampleLatents } from '#engine/pipeline/text-to-image.ts'
import { resolveSettings } from '#engine/settings.ts'
import { generation } from '#shared/generation.ts'
import { filesOf, idOf, painted, png } from '../engine/conditions/assets-for-tests.ts'
import { assemble, familyRows } from './assemble.ts'
import { cut, differences, mean, worst } from './compare.ts'

type Case = {
  kind: 'words' | 'image'
  sampler: string
  schedule: string
  guidance: number
  steps: number
  prompt: string
  negative: string
  at: number
  row: number
  column: number
}

const at = (file: string) => readFileSync(new URL(`expected/${file}`, import.meta.url))
const { cases } = JSON.parse(String(at('refined.json'))) as { cases: Case[] }
const { side, seed, strength } = JSON.parse(String(at('expected.json'))) as Record<string, number>
const decoded = decode(at('refined.png'))
const sheet = { width: decoded.width, data: decoded.data as Uint8Array }
const latents = new Float32Array(new Uint8Array(at('refined.latents')).buffer)
const picture = png(side!, side!, 3, painted)

const scratch = mkdtempSync(join(tmpdir(), 'reroll-refined-'))
let base: Model
let refiner: Model
beforeAll(async () => {
  const rows = familyRows()
  const open = (name: string) => openModel(assemble(join(scratch, name), rows[name]!), { device: 'cpu' })
  base = await open('sdxl')
  refiner = await open('sdxl-refiner')
}, 120_000)
afterAll(async () => {
  await Promise.all([base?.release(), refiner?.release()])
  rmSync(scratch, { recursive: true })
})

async function draw({ kind, at, row: _r, column: _c, ...one }: Case, staged = false) {
  const start = kind === 'image' ? { image: idOf(picture), mask: null, feather: 0, strength } : null
  const settings = resolveSettings(
    generation.parse({
      ...one,
      seed,
      width: side,
      height: side,
      conditions: { start },
      refiner: { model: 'refiner', at },
    }),
    base.defaults,
  )
  base.economy.staged = staged
  const [latent] = await sampleLatents({
    model: base,
    refiner,
    settings,
    batch: 1,
    signal: new AbortController().signal,
    assets: assetsOf(filesOf(picture)),
    onStage: () => {},
    onStep: () => {},
  })
  const { rgb } = await decodeLatent(base, latent!, latentDims(base, settings))
  return { latent: latent!, rgb }
}

test('a refiner that takes over draws what diffusers hands over and draws', async () => {
  const all = { max: 0, mean: 0, latent: 0 }
  for (const [i, one] of cases.entries()) {
    const { latent, rgb } = await draw(one)
    const off = differences(rgb, cut(sheet, one, side!))
    const wanted = latents.subarray(i * latent.length, (i + 1) * latent.length)
    all.max = Math.max(all.max, worst(off))
    all.mean = Math.max(all.mean, mean(off))
    all.latent = Math.max(all.latent, worst(differences(latent, wanted)))
    const said = `${one.sampler} of ${one.kind} at ${one.guidance}, from ${one.at}`
    expect.soft(worst(off), `${said}: worst of 255`).toBeLessThanOrEqual(2)
    expect.soft(mean(off), `${said}: mean of 255`).toBeLessThanOrEqual(0.2)
  }
  process.stdout.write(
    `sdxl refined: ${cases.length} pictures, worst ${all.max} of 255, mean ${all.mean.toFixed(4)}, latent ${all.latent.toExponential(1)}\n`,
  )
}, 120_000)

test('the check would notice another place to take over', async () => {
  const [one] = cases
  const { rgb } = await draw({ ...one!, at: 0.2 })
  expect(worst(differences(rgb, cut(sheet, one!, side!)))).toBeGreaterThan(2)
})

test('put away while the other is asked, the two draw the same bytes', async () => {
  const [one] = cases
  expect((await draw(one!, true)).latent).toEqual((await draw(one!)).latent)
})
