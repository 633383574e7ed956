import type { Model } from '../model/open.ts'

/** What is given up for memory; the pictures stay the same but for rounding, and for colours where tiles are decoded apart. */
export type Economy = {
  /** Rows of the batch that the U-Net sees in one pass; null for all. */
  rows: number | null
  /** Latent cells of a side that the decoder has room for; null for all. */
  tile: number | null
  /** Each tile is decoded as if there were no others, rather than layer by layer. */
  apart: boolean
  /** One part of the model in memory at a time: each is put away before the next begins. */
  staged: boolean
}

export const plenty: Economy = { rows: null, tile: null, apart: false, staged: false }

export type Stage = 'encode' | 'sample' | 'decode'

type Circumstances = { stage: Stage; rows: number; cells: number; tiles: boolean }
type Rung = {
  name: string
  /** What it does, as the end of a sentence that begins with "from now on". */
  says: string
  helps: (now: Economy, here: Circumstances) => boolean
  takes: Partial<Economy>
}

/** From what costs least to what costs most. Each is tried once per device and model, and kept. */
const rungs: readonly Rung[] = [
  {
    name: 'one picture a pass',
    says: 'the denoiser sees one picture at a time',
    helps: (now, { stage, rows }) => stage === 'sample' && rows > 2 && now.rows === null,
    takes: { rows: 2 },
  },
  {
    name: 'split guidance',
    says: 'the denoiser is asked with and without the words one after the other',
    helps: (now, { stage, rows }) => stage === 'sample' && rows > 1 && (now.rows ?? 2) > 1,
    takes: { rows: 1 },
  },
  {
    name: 'tiled decoding',
    says: 'pictures are decoded layer by layer, in tiles',
    helps: (now, { stage, cells, tiles }) =>
      stage === 'decode' && tiles && cells > 64 && (now.tile ?? 65) > 64,
    takes: { tile: 64 },
  },
  {
    name: 'small tiles',
    says: 'pictures are decoded layer by layer, in small tiles',
    helps: (now, { stage, cells, tiles }) =>
      stage === 'decode' && tiles && cells > 32 && (now.tile ?? 33) > 32,
    takes: { tile: 32 },
  },
  {
    name: 'tiles apart',
    says: 'pictures are decoded in tiles that know nothing of one another, so that their colours may differ',
    helps: (now, { stage, cells, tiles }) => stage === 'decode' && tiles && cells > 32 && !now.apart,
    takes: { tile: 32, apart: true },
  },
  {
    name: 'staged',
    says: 'each part of the model is put away before the next begins, which costs time for every picture',
    helps: now => !now.staged,
    takes: { staged: true },
  },
]

/** The next rung that may help, or null at the end of the ladder. */
export const nextRung = (now: Economy, here: Circumstances): Rung | null =>
  rungs.find(rung => rung.helps(now, here)) ?? null

/** What the model was asked to do when memory ran out. */
export function circumstances(
  model: Pick<Model, 'decoder' | 'rule'>,
  stage: Stage,
  { batch, guidance, width, height }: { batch: number; guidance: number; width: number; height: number },
): Circumstances {
  const [, , h, w] = model.decoder.inputs[0]!.dims
  return {
    stage,
    rows: batch * (guidance === 0 || guidance === 1 ? 1 : 2),
    cells: Math.max(width, height) / model.rule.latentScale,
    tiles: typeof h !== 'number' && typeof w !== 'number',
  }
}
