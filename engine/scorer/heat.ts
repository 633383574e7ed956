import type { Context, Parsed } from '#shared/contract.ts'
import type { EngineContract } from '#shared/engine-contract.ts'
import type { HeatResult, ScoreProgress } from '#shared/score-contract.ts'
import { shrinkTo } from '../area-average.ts'
import type { Picture } from '../pipeline/decode.ts'
import { cosine } from './belief.ts'
import type { Scorer } from './open.ts'
import { pictureOf } from './picture-of.ts'
import { inLots, lots } from './progress.ts'
import { reportOf } from './report.ts'

/** Larger pictures are brought to this first: no scorer sees more, and each patch costs a look at the whole picture. */
const mostPixels = 512
const grey = 128

/**
 * Where in a picture a text is seen: a grey patch is laid on the middle of each cell of a grid, and the drop of the score
 * is the cell's heat (Zeiler & Fergus 2014, arXiv:1311.2901, section 4.2). Errors: `invalid-input`.
 */
export async function heat(
  { image, text, grid, patch = 2 / grid }: Parsed<EngineContract['score.heat']>,
  context: Context<ScoreProgress>,
  scorer: Scorer,
): Promise<HeatResult> {
  const picture = shrinkTo(await pictureOf(image), mostPixels)
  const { width, height } = picture
  const [columns, rows] = [Math.min(grid, width), Math.min(grid, height)]
  const size = {
    width: Math.max(1, Math.round(patch * width)),
    height: Math.max(1, Math.round(patch * height)),
  }
  const words = await scorer.text(text)
  const [seen] = await scorer.pictures([picture])
  const score = cosine(words, seen!)
  const cells = Array.from({ length: rows * columns }, (_, i) => ({
    x: ((i % columns) + 0.5) * (width / columns),
    y: (Math.floor(i / columns) + 0.5) * (height / rows),
  }))
  const drops = await inLots(cells, lots.pictures, context, async lot => {
    const covered = await scorer.pictures(
      lot.map(cell => withPatch(picture, cell, size)),
      context.signal,
    )
    return covered.map(vector => score - cosine(words, vector))
  })
  return {
    ...(await reportOf(scorer)),
    method: 'occlusion',
    score,
    columns,
    rows,
    patch: size,
    width,
    height,
    drops: Float32Array.from(drops),
  }
}

type Size = { width: number; height: number }

/** The picture with a grey rectangle around a point, cut off at the edges. */
export function withPatch(picture: Picture, at: { x: number; y: number }, { width, height }: Size): Picture {
  const rgb = picture.rgb.slice()
  const span = (middle: number, side: number, end: number) => {
    const from = Math.round(middle - side / 2)
    return [Math.max(0, from), Math.min(end, from + side)] as const
  }
  const [left, right] = span(at.x, width, picture.width)
  const [top, bottom] = span(at.y, height, picture.height)
  for (let y = top; y < bottom; y++)
    rgb.fill(grey, (y * picture.width + left) * 3, (y * picture.width + right) * 3)
  return { ...picture, rgb }
}
