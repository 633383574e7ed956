import type { Dice, DiceParts } from '#shared/dice.ts'
import { t } from '../strings.ts'

type Fact = [label: string, value: string]

/** The dice of a picture as rows of facts; none when all follow the main seed. */
export const diceFacts = ({ sampler, toward, ...parts }: Dice): Fact[] => [
  ...partFacts(parts),
  ...(sampler === null ? [] : [[t.diceParts.facts.dieOf(t.diceParts.sampler), String(sampler)] as Fact]),
  ...(toward
    ? [[t.diceParts.facts.toward, t.diceParts.facts.towardAt(String(toward.seed), toward.t)] as Fact]
    : []),
]

function partFacts({ layout, texture, split, channels, regions }: DiceParts): Fact[] {
  const { facts } = t.diceParts
  const facing: Fact[] = []
  if (layout !== null) facing.push([facts.dieOf(t.diceParts.layout), String(layout)])
  if (texture !== null) facing.push([facts.dieOf(t.diceParts.texture), String(texture)])
  if (facing.length) facing.push([facts.split, String(split)])
  for (const [n, seed] of Object.entries(channels))
    facing.push([facts.dieOf(t.diceParts.channel(Number(n))), String(seed)])
  for (const [n, { seed, rectangle, mask }] of regions.entries()) {
    const where = rectangle
      ? facts.regionRect(rectangle.x, rectangle.y, rectangle.width, rectangle.height)
      : t.diceParts.maskOf(mask!.columns, mask!.rows)
    facing.push([t.diceParts.region(n), `${seed} · ${where}`])
  }
  return facing
}
