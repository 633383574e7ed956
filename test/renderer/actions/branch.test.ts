import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { plain, type Settings } from '../../../shared/generation.ts'
import type { JobRequest } from '../../../shared/studio/jobs.ts'
import type { PictureDetail } from '../../../shared/studio/pictures.ts'
import { card } from '../card.ts'
import { fakeStudio, idOf, pictureCard, until } from '../fake-studio.ts'

const model = card()
const settings: Settings = {
  prompt: 'a fox',
  negative: '',
  seed: 42,
  variation: { seed: 0, strength: 0 },
  ...model.defaults,
  rng: 'cpu',
  knobs: {},
  ...plain,
  past: [{ until: 5, prompt: 'a hen' }],
}
const added: JobRequest[] = []
const { bridge } = fakeStudio(1, {
  'pictures.get': ({ id }) =>
    ({
      ...pictureCard(1),
      id,
      record: id === idOf(9) ? null : { settings, model: { id: 'tiny', hash: '' } },
    }) as PictureDetail,
  'jobs.add': ({ jobs }) => {
    added.push(...jobs)
    return { ids: [] }
  },
})
vi.stubGlobal('window', { reroll: bridge, addEventListener: () => {} })
const { open } = await import('../../../renderer/api.ts')
const { branchFrom, rollAgainFrom } = await import('../../../renderer/actions/branch.ts')
const { setDesk, useDesk } = await import('../../../renderer/stores/desk.ts')
const { roll } = await import('../../../renderer/actions/roll.ts')
const { undoLast } = await import('../../../renderer/stores/desk-history.ts')
const { useModels } = await import('../../../renderer/stores/models.ts')

beforeAll(async () => {
  await open()
  await until(() => useModels.getState().models.length > 0)
})
beforeEach(() => {
  added.splice(0)
  useDesk.setState({ ...useDesk.getInitialState(), model: 'tiny', prompt: 'mine' }, true)
})
const desk = () => useDesk.getState()

describe('a branch', () => {
  test('puts what goes on after its step onto the desk, as one change', async () => {
    await branchFrom(idOf(1), 3)
    expect(desk()).toMatchObject({
      prompt: 'a hen',
      seed: '42',
      locked: true,
      past: [],
      parent: idOf(1),
      origin: { step: 3 },
    })
    expect(undoLast()).toBe('branch from step 3')
    expect(desk()).toMatchObject({ prompt: 'mine', parent: null, origin: null })
  })
  test('is rolled with what was changed since', async () => {
    await branchFrom(idOf(1), 8)
    setDesk({ prompt: 'a cow' })
    await roll()
    expect(added[0]!.generation).toMatchObject({
      prompt: 'a cow',
      seed: 42,
      parent: idOf(1),
      past: [
        { until: 5, prompt: 'a hen' },
        { until: 8, prompt: 'a fox' },
      ],
    })
  })
  test('of a picture that does not say how it was made is none', async () => {
    expect(await branchFrom(idOf(9), 3)).toBe(false)
    await rollAgainFrom(idOf(9), 3, 'noise')
    expect([desk().prompt, added]).toEqual(['mine', []])
  })
})

describe('again from a step', () => {
  test('with fresh noise: another seed from there on, and another with each further roll', async () => {
    await rollAgainFrom(idOf(1), 8, 'noise')
    await roll()
    const seeds = added.map(({ generation }) => generation.seed)
    expect(new Set([42, ...seeds]).size).toBe(3)
    for (const { generation } of added)
      expect(generation.past).toEqual([
        { until: 5, prompt: 'a hen', seed: 42 },
        { until: 8, seed: 42 },
      ])
  })
  test('with other noise of the sampler: its die alone', async () => {
    await rollAgainFrom(idOf(1), 8, 'sampler')
    const [{ generation }] = added as [JobRequest]
    expect(generation.seed).toBe(42)
    expect(generation.dice.sampler).not.toBe(null)
    expect(generation.past.at(-1)).toMatchObject({ until: 8, dice: { sampler: null } })
  })
})
