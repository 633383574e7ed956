import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { beliefs, cosine } from '#engine/scorer/belief.ts'
import { line, usual } from '#engine/scorer/calibrate.ts'
import { openScorer, type Scorer } from '#engine/scorer/open.ts'
import { clipGolden, fixture, worst } from './clip-golden.ts'
import { paint } from './paint.ts'

let scratch: string
const opened: Scorer[] = []
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reroll-dual-'))
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map(scorer => scorer.release()))
  rmSync(scratch, { recursive: true, force: true })
})

async function open(folder: string): Promise<Scorer> {
  const scorer = await openScorer(folder, 'cpu')
  opened.push(scorer)
  return scorer
}
const pictures = clipGolden.pictures.map(paint)

/** Everything that a scorer says of the golden's pictures and texts. */
async function all(scorer: Scorer) {
  const [images, texts] = [await scorer.pictures(pictures), await scorer.texts(clipGolden.texts)]
  const cosines = images.map(image => texts.map(text => cosine(text, image)))
  return { images, texts, cosines }
}

const change = (name: string, edit: (json: Record<string, unknown>) => void) => {
  const file = join(scratch, name)
  const json = JSON.parse(readFileSync(file, 'utf8'))
  edit(json)
  writeFileSync(file, JSON.stringify(json))
}
const copy = (name: string) => cpSync(fixture(name), scratch, { recursive: true })

describe('what transformers says', () => {
  test.each([
    ['two graphs of CLIP with projections', 'tiny-clip', 'clip', 'softmax'],
    ['one graph of CLIP', 'tiny-clip-whole', 'clip', 'softmax'],
    ['two graphs of SigLIP with pooled outputs, one with logits beside', 'tiny-siglip', 'siglip', 'sigmoid'],
    ['two graphs of OpenCLIP, frozen to one row', 'tiny-openclip', 'openclip', 'softmax'],
  ] as const)('%s', async (_, folder, model, kind) => {
    const scorer = await open(fixture(folder))
    const { images, texts, cosines } = await all(scorer)
    expect(worst(images, clipGolden[model].images)).toBeLessThan(1e-3)
    expect(worst(texts, clipGolden[model].texts)).toBeLessThan(1e-3)
    expect(worst(cosines, clipGolden[model].cosines)).toBeLessThan(1e-3)
    expect(scorer.kind).toBe(kind)
  })

  test.each([
    ['tiny-clip-whole', 'clip', { logitScale: clipGolden.scale.clip, logitBias: 0 }],
    ['tiny-siglip', 'siglip', { logitScale: clipGolden.scale.siglip, logitBias: clipGolden.scale.bias }],
  ] as const)('scale and bias of %s come from its logits', async (folder, model, expected) => {
    const scorer = await open(fixture(folder))
    expect(scorer.logitScale).toBeCloseTo(expected.logitScale, 3)
    expect(scorer.logitBias).toBeCloseTo(expected.logitBias, 3)
    expect(scorer.notes).toEqual([])
    const { cosines } = await all(scorer)
    const logits = cosines.map(row => row.map(value => value * scorer.logitScale + scorer.logitBias))
    expect(worst(logits, clipGolden[model].logits)).toBeLessThan(1e-3)
    expect(
      worst(
        cosines.map(row => beliefs(row, scorer)),
        clipGolden[model].probabilities,
      ),
    ).toBeLessThan(1e-3)
  })
})

describe('scale and bias', () => {
  test('of the config, as they are or as logarithms', async () => {
    copy('tiny-siglip')
    change('config.json', json => Object.assign(json, { logit_scale: 40, logit_bias: -7 }))
    expect(await open(scratch)).toMatchObject({ kind: 'sigmoid', logitScale: 40, logitBias: -7, notes: [] })
    change('config.json', json => Object.assign(json, { logit_scale: Math.log(40) }))
    expect((await open(scratch)).logitScale).toBeCloseTo(40, 9)
  })

  test('assumed with a note, where neither config nor logits tell', async () => {
    expect(await open(fixture('tiny-clip'))).toMatchObject({
      ...usual.softmax,
      notes: [expect.stringContaining('a scale of 100 is assumed')],
    })
    copy('tiny-siglip')
    rmSync(join(scratch, 'onnx', 'model.onnx'))
    expect(await open(scratch)).toMatchObject({
      ...usual.sigmoid,
      notes: [expect.stringContaining('a scale of 112.33 and a bias of -16.545 are assumed')],
    })
  })

  test('of an OpenCLIP model that was trained with a sigmoid', async () => {
    copy('tiny-openclip')
    change('config.json', json =>
      Object.assign(json, { init_logit_bias: -10, logit_scale: 50, logit_bias: -9 }),
    )
    expect(await open(scratch)).toMatchObject({ kind: 'sigmoid', logitScale: 50, logitBias: -9 })
  })

  test('are the line through the logits', () => {
    const found = line([0.1, -0.2, 0.3].map(x => [x, 20 * x - 3] as const))!
    expect([found.slope, found.offset]).toEqual([expect.closeTo(20, 9), expect.closeTo(-3, 9)])
    expect(
      line([
        [0.1, 1],
        [0.1, 2],
      ]),
    ).toBeNull()
    expect(
      line([
        [0.1, 1],
        [0.2, Number.NaN],
      ]),
    ).toBeNull()
  })
})

describe('layouts', () => {
  test.each([
    ['text_model', 'vision_model'],
    ['textual', 'visual'],
    ['text_encoder', 'image_encoder'],
    ['textual/model', 'visual/model'],
  ])('%s.onnx and %s.onnx', async (words, image) => {
    copy('tiny-clip')
    for (const [from, to] of [
      ['text_model', words],
      ['vision_model', image],
    ] as const) {
      mkdirSync(join(scratch, to, '..'), { recursive: true })
      renameSync(join(scratch, 'onnx', `${from}.onnx`), join(scratch, `${to}.onnx`))
    }
    const { images } = await all(await open(scratch))
    expect(worst(images, clipGolden.clip.images)).toBeLessThan(1e-3)
  })

  test.each([
    // Half precision and 8 bits: how far their cosines may lie from the exact ones.
    ['_fp16', 5e-3],
    ['_quantized', 0.1],
  ])('weights as %s where they are alone', async (variant, near) => {
    copy('tiny-clip')
    for (const other of ['', '_fp16', '_quantized'])
      for (const half of ['text_model', 'vision_model'])
        if (other !== variant) rmSync(join(scratch, 'onnx', `${half}${other}.onnx`))
    const { cosines } = await all(await open(scratch))
    const error = worst(cosines, clipGolden.clip.cosines)
    expect(error).toBeLessThan(near)
    expect(error).toBeGreaterThan(1e-6)
  })
})

describe('embeddings', () => {
  test('of many texts are those of one', async () => {
    const [one, many] = [await open(fixture('tiny-clip')), await open(fixture('tiny-clip'))]
    const texts = Array.from({ length: 70 }, (_, i) => `a bird number ${i}`)
    const alone: Float32Array[] = []
    for (const text of texts) alone.push(await one.text(text))
    expect(
      worst(
        await many.texts(texts),
        alone.map(vector => [...vector]),
      ),
    ).toBeLessThan(1e-5)
    expect(await many.text(texts[3]!)).toBe((await many.texts([texts[3]!, 'new']))[0])
  })

  test('a cancel is heard between two passes', async () => {
    const scorer = await open(fixture('tiny-openclip'))
    const abort = new AbortController()
    const running = scorer.pictures(
      Array.from({ length: 200 }, () => pictures[0]!),
      abort.signal,
    )
    setImmediate(() => abort.abort(new Error('enough')))
    await expect(running).rejects.toThrow('enough')
  })

  test('the id says which files they came from', async () => {
    copy('tiny-clip')
    const before = await (await open(scratch)).id()
    expect(before).toMatch(/^[0-9a-f]{64}$/)
    expect(await (await open(fixture('tiny-clip'))).id()).toBe(before)
    writeFileSync(join(scratch, 'README.md'), 'words about it')
    expect(await (await open(scratch)).id()).toBe(before)
    change('preprocessor_config.json', json => Object.assign(json, { resample: 2 }))
    expect(await (await open(scratch)).id()).not.toBe(before)
  })
})

describe('what cannot be used says why', () => {
  const refused = (said: string, code = 'model-broken') =>
    expect(openScorer(scratch, 'cpu')).rejects.toMatchObject({ code, message: expect.stringContaining(said) })

  test('no folder, no graphs, PyTorch weights', async () => {
    await expect(openScorer(join(scratch, 'gone'), 'cpu')).rejects.toThrow('there is no such folder')
    await refused('expected onnx/text_model.onnx and onnx/vision_model.onnx', 'model-missing')
    writeFileSync(join(scratch, 'model.safetensors'), '')
    await refused('optimum-cli export onnx', 'model-missing')
  })

  test.each([
    ['config.json', 'config.json is missing', 'model-missing'],
    ['preprocessor_config.json', "copy it from the model's page", 'model-missing'],
    ['merges.txt', 'expected tokenizer.json, or vocab.json and merges.txt', 'model-missing'],
    ['onnx/vision_model.onnx', 'expected onnx/text_model.onnx', 'model-missing'],
  ])('without %s', async (name, said, code) => {
    copy('tiny-clip')
    for (const variant of ['_fp16', '_quantized'])
      rmSync(join(scratch, 'onnx', `vision_model${variant}.onnx`))
    rmSync(join(scratch, name))
    await refused(said, code)
  })

  test('another kind of model', async () => {
    copy('tiny-clip')
    change('config.json', json => Object.assign(json, { model_type: 'blip' }))
    await refused('a model of type blip; expected model_type clip, siglip or siglip2')
  })

  test('a picture size that the graph does not read', async () => {
    copy('tiny-openclip')
    change('visual/preprocess_cfg.json', json => Object.assign(json, { size: 24 }))
    await refused("reads pictures of 32 x 32, but the folder's preprocessor config makes 24 x 24")
  })

  test('a damaged graph', async () => {
    copy('tiny-clip')
    writeFileSync(join(scratch, 'onnx', 'text_model.onnx'), 'no graph')
    await refused('is not a readable ONNX graph')
  })
})
