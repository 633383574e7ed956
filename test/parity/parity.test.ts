import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assetsOf } from '#engine/conditions/assets.ts'
import { type Model, openModel } from '#engine/model/open.ts'
import { decodeLatent } from '#engine/pipeline/decode.ts'
import { encodeText } from '#engine/pipeline/encode-text.ts'
import { latentDims, sampleLatents } from '#engine/pipeline/text-to-image.ts'
import { resolveSettings } from '#engine/settings.ts'
import { generation } from '#shared/generation.ts'
import { filesOf, idOf, painted, png } from '../engine/conditions/assets-for-tests.ts'
import { assemble, familyRows, type Row } from './assemble.ts'
import { cut, differences, mean, worst } from './compare.ts'

type Kind = 'words' | 'image' | 'mask'
type Case = {
  kind: Kind
  sampler: string
  schedule: string
  guidance: number
  steps: number
  prompt: string
  negative: string
  row: number
  column: number
}
type Text = {
  prompt: string
  width: number
  first: number[]
  last: number[]
  sum: number
  pooled: number[] | null
}
type Expected = {
  side: number
  seed: number
  strength: number
  weight: number
  families: Record<string, { cases: Case[]; texts: Text[] }>
}

const at = (file: string) => readFileSync(new URL(file, import.meta.url))
const expected = JSON.parse(String(at('expected/expected.json'))) as Expected
const { side, seed, strength, weight } = expected
const rows = familyRows()
const names = Object.keys(expected.families)

const picture = png(side, side, 3, painted)
/** As make_expected.py paints it: white from column 8 on, above row 24. */
const mask = png(side, side, 1, (x, y) => (x >= 8 && y < 24 ? 255 : 0))
const assets = assetsOf(filesOf(picture, mask))

/** The family whose row of `families` each folder is. */
const familyIds: Record<string, string> = {
  'sd1-fp16': 'sd1',
  'sd1-int8': 'sd1',
  'sd1-qdq': 'sd1',
  'sd1-tiny-vae': 'sd1',
  inpaint: 'sd1',
  control: 'sd1',
  'control-within': 'sd1',
}

function settingsOf(model: Model, { net }: Row, one: Case) {
  const map = idOf(picture)
  const start =
    one.kind === 'words'
      ? null
      : { image: map, mask: one.kind === 'mask' ? idOf(mask) : null, feather: 0, strength }
  const { prompt, negative, guidance, sampler, schedule, steps } = one
  return resolveSettings(
    generation.parse({
      prompt,
      negative,
      guidance,
      sampler,
      seed,
      steps,
      schedule,
      width: side,
      height: side,
      conditions: { start, controls: net ? [{ net, map, weight }] : [] },
    }),
    model.defaults,
  )
}

/** The clean latent and what the decoder makes of it; what of the image would be pasted back is left out. */
async function draw(model: Model, row: Row, one: Case) {
  const settings = settingsOf(model, row, one)
  const [latent] = await sampleLatents({
    model,
    settings,
    batch: 1,
    signal: new AbortController().signal,
    assets,
    onStage: () => {},
    onStep: () => {},
  })
  const { rgb } = await decodeLatent(model, latent!, latentDims(model, settings))
  return { latent: latent!, rgb }
}

type Line = { family: string; pictures: number; max: number; mean: number; latent: number; text: number }
const table: Line[] = []

afterAll(() => {
  const columns = (cells: (string | number)[]) => cells.map(cell => String(cell).padEnd(16)).join('')
  const lines = table.map(({ family, pictures, max, mean, latent, text }) =>
    columns([family, pictures, max, mean.toFixed(4), latent.toExponential(1), text.toExponential(1)]),
  )
  const head = columns(['family', 'pictures', 'worst of 255', 'mean of 255', 'latent', 'text'])
  process.stdout.write(`${[head, ...lines].join('\n')}\n`)
})

test('every family is there, with six samplers, guidance on and off, from words, an image and under a mask', () => {
  expect(names).toEqual(Object.keys(rows))
  for (const { cases } of Object.values(expected.families)) {
    expect(new Set(cases.map(({ sampler }) => sampler)).size).toBeGreaterThanOrEqual(6)
    expect(new Set(cases.map(({ guidance }) => guidance)).size).toBe(2)
  }
  const kinds = new Set(expected.families.sd1!.cases.map(({ kind }) => kind))
  expect([...kinds]).toEqual(['words', 'image', 'mask'])
})

describe.each(names)('%s draws what diffusers draws with the same files', name => {
  const { cases, texts } = expected.families[name]!
  const row = rows[name]!
  const decoded = decode(at(`expected/${name}.png`))
  const sheet = { width: decoded.width, data: decoded.data as Uint8Array }
  const kept = at(`expected/${name}.latents`)
  const latents = new Float32Array(new Uint8Array(kept).buffer)
  const line: Line = { family: name, pictures: cases.length, max: 0, mean: 0, latent: 0, text: 0 }
  let scratch: string
  let model: Model

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'reroll-parity-'))
    model = await openModel(assemble(join(scratch, name), row), { device: 'cpu' })
    table.push(line)
  }, 120_000)
  afterAll(async () => {
    await model?.release()
    rmSync(scratch, { recursive: true })
  })

  test('and is known by its files', () => {
    expect(model.family.id).toBe(familyIds[name] ?? name)
  })

  test.each(texts)('text: "$prompt"', async text => {
    const told = await encodeText(model, text.prompt)
    const tokens = told.hidden.length / text.width
    const first = told.hidden.subarray(0, text.first.length)
    const last = told.hidden.subarray((tokens - 2) * text.width)
    const worstText = Math.max(
      worst(differences(first, text.first)),
      worst(differences(last, text.last)),
      text.pooled ? worst(differences(told.pooled!, text.pooled)) : 0,
    )
    line.text = Math.max(line.text, worstText)
    expect(told.width).toBe(text.width)
    expect(worstText).toBeLessThan(1e-4)
    const sum = told.hidden.reduce((all, value) => all + Math.abs(value), 0)
    expect(Math.abs(sum - text.sum) / told.hidden.length).toBeLessThan(1e-4)
  })

  const kinds = [...new Set(cases.map(({ kind }) => kind))]
  test.each(kinds)(
    '%s',
    async kind => {
      for (const one of cases.filter(each => each.kind === kind)) {
        const { latent, rgb } = await draw(model, row, one)
        const wanted = cut(sheet, one, side)
        const off = differences(rgb, wanted)
        const index = cases.indexOf(one)
        const wantedLatent = latents.subarray(index * latent.length, (index + 1) * latent.length)
        line.max = Math.max(line.max, worst(off))
        line.mean = Math.max(line.mean, mean(off))
        line.latent = Math.max(line.latent, worst(differences(latent, wantedLatent)))
        const said = `${one.sampler} at ${one.guidance}${one.negative ? '' : ' without a negative prompt'}`
        expect.soft(worst(off), `${said}: worst of 255`).toBeLessThanOrEqual(2)
        expect.soft(mean(off), `${said}: mean of 255`).toBeLessThanOrEqual(0.2)
      }
    },
    240_000,
  )
})

test('the check would notice another seed, sampler or strength', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'reroll-parity-'))
  const model = await openModel(assemble(join(scratch, 'sd1'), rows.sd1!), { device: 'cpu' })
  try {
    const { cases } = expected.families.sd1!
    const sheet = decode(at('expected/sd1.png'))
    const [one, other] = cases
    const { rgb } = await draw(model, rows.sd1!, { ...one!, sampler: other!.sampler })
    const wanted = cut({ width: sheet.width, data: sheet.data as Uint8Array }, one!, side)
    expect(worst(differences(rgb, wanted))).toBeGreaterThan(2)
  } finally {
    await model.release()
    rmSync(scratch, { recursive: true })
  }
})
