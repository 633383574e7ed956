import { readFileSync } from 'node:fs'
import { decode } from 'fast-png'
import { afterAll, expect, test } from 'vitest'
import { golden } from '../golden/golden.ts'
import { draw, fixture, worstDifference } from '../pipeline/draw.ts'
import { wordedModel } from './worded-model.ts'

/** Pictures by diffusers' pipelines that asked the U-Net for each text by itself; golden/make_prompt_golden.py drew them. */
type Picture = {
  name: string
  model: string
  prompt: string
  negative: string
  steps: number
  seed: number
  guidance: number
}
const { pictures } = golden<{ pictures: Picture[] }>('prompts/prompts.json')
const settingsOf = ({ prompt, negative, steps, seed, guidance }: Picture, clipSkip = 1) => ({
  prompt,
  negative,
  steps,
  seed,
  guidance,
  width: 64,
  height: 64,
  sampler: 'ddim' as const,
  reading: { style: 'a1111' as const, clipSkip },
})
const pixels = (name: string) =>
  decode(readFileSync(new URL(`../golden/prompts/${name}.png`, import.meta.url))).data as Uint8Array

const worded = wordedModel()
afterAll(worded.remove)
const folderOf = (model: string) => (model === 'tiny-sd' ? worded.folder : fixture(model))

test.each(pictures)(
  '$name: as diffusers draws it, within 2/255',
  async picture => {
    const drawn = await draw(folderOf(picture.model), settingsOf(picture))
    expect(worstDifference(drawn.pictures[0]!, pixels(picture.name))).toBeLessThanOrEqual(2)
    const otherwise = await draw(folderOf(picture.model), {
      ...settingsOf(picture),
      reading: { style: 'plain', clipSkip: 1 },
    })
    expect(worstDifference(otherwise.pictures[0]!, pixels(picture.name))).toBeGreaterThan(10)
  },
  120_000,
)
