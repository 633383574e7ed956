import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runDrafts } from '#engine/drafts/run.ts'
import { turns } from '#engine/drafts/turns.ts'
import { generate } from '#engine/generate.ts'
import { discoverKnobs } from '#engine/knobs/discover.ts'
import { plenty } from '#engine/memory/economy.ts'
import { type Model, openModel } from '#engine/model/open.ts'
import { modelKeeper } from '#engine/model-keeper.ts'
import { pictureOrigin } from '#engine/png/picture-file.ts'
import { scorerKeeper } from '#engine/scorer/keeper.ts'
import { type DraftEvent, engineContract } from '#shared/engine-contract.ts'
import { fixture } from '../pipeline/draw.ts'
import { room } from './room.ts'

let model: Model
let scratch: string
const before = process.env.XDG_CACHE_HOME
beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'reroll-climbs-'))
  process.env.XDG_CACHE_HOME = scratch
  model = await openModel(fixture('tiny-sd'), { device: 'cpu', threads: 1 })
  // One row of a picture of 64 x 64 and no more.
  room(model.unet, model.ports.sample!.name, model.latentChannels * (64 / model.rule.latentScale) ** 2)
})
afterEach(async () => {
  await model.release()
  if (before === undefined) delete process.env.XDG_CACHE_HOME
  else process.env.XDG_CACHE_HOME = before
  rmSync(scratch, { recursive: true, force: true })
})

const hash = { hash: 'any', bytes: 0 }
const { signal } = new AbortController()
const picture = { prompt: 'a fox', seed: 3, steps: 1, guidance: 4, width: 64, height: 64 }
const less = { ...plenty, rows: 1 }

test('drafts are drawn with less at a time where memory runs out', async () => {
  const request = engineContract['drafts.run'].input.parse({
    folder: fixture('tiny-sd'),
    generations: [picture, { ...picture, seed: 4 }],
  })
  const drafts: DraftEvent[] = []
  const tools = { model, hash, turns: turns(), scorers: scorerKeeper() }
  await runDrafts(request, { signal, emit: draft => drafts.push(draft) }, tools)
  expect(drafts.map(({ index }) => index)).toEqual([0, 1])
  expect(model.economy).toEqual(less)
})

test('so are the rolls that knobs are found from', async () => {
  const request = engineContract['knobs.discover'].input.parse({
    folder: fixture('tiny-sd'),
    generation: picture,
    rolls: 16,
    steps: 1,
    space: 'x0',
    side: 16,
  })
  const { space } = await discoverKnobs(request, { signal, emit: () => {} }, { model, hash })
  expect(space).toBe('x0')
  expect(model.economy).toEqual(less)
})

test('a picture tells in its file what was done without', async () => {
  const file = join(scratch, 'fox.png')
  const request = engineContract['generate.run'].input.parse({
    folder: fixture('tiny-sd'),
    generation: picture,
    files: [file],
  })
  const models = {
    use: <T>(_: unknown, work: (opened: { model: Model; hash: typeof hash }) => Promise<T>) =>
      work({ model, hash }),
    letGo: async () => {},
  }
  const { warnings } = await generate(request, { signal, emit: () => {} }, models, modelKeeper())
  expect(warnings).toHaveLength(1)
  expect(pictureOrigin(readFileSync(file), file)).toMatchObject({
    kind: 'reroll',
    record: { economy: { rows: 1, tile: null } },
  })
})
