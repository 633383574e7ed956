import { encodePicture, sha256 } from '#engine/png/picture-file.ts'
import { generation } from '#shared/generation.ts'
import { pictureRecord } from '#shared/png/record.ts'

const subjects = ['bird', 'fox', 'owl', 'whale', 'castle', 'boat', 'rose', 'house']
const colours = ['red', 'blue', 'green', 'yellow', 'white', 'black']
const places = ['on a branch', 'on the ground', 'on water', 'with a moon']

/** What the n-th picture of a made-up library says of itself: words, stars, tags, steps and its hour, so that each search finds its share. */
export const madeUp = (n: number) => ({
  prompt: `a ${colours[n % 6]} ${subjects[n % 8]} ${places[n % 4]}, number ${n}`,
  steps: 10 + (n % 30),
  stars: n % 20 === 0 ? 1 + ((n / 20) % 5) : 0,
  tags: n % 50 ? [] : ['kept'],
  created: Date.UTC(2024, 0, 1) + n * 3_600_000,
})

/** Its file: small, but a real picture with its own pixels and its record. */
export function madeUpPicture(n: number): { id: string; bytes: Uint8Array } {
  const rgb = new Uint8Array(8 * 8 * 3).fill(n % 251)
  new DataView(rgb.buffer).setUint32(0, n)
  const { prompt, steps } = madeUp(n)
  const id = sha256(rgb)
  const record = pictureRecord.parse({
    format: 1,
    settings: generation.parse({ prompt, seed: n, steps, guidance: 4, width: 8, height: 8 }),
    batch: { size: 1, index: 0 },
    model: { id: 'picturebook', hash: 'f'.repeat(64) },
    device: 'cpu',
    versions: { reroll: '0.1.0', onnxruntime: '1.30.0' },
    pixels: id,
  })
  const settings = { ...record.settings, sampler: 'ddim', schedule: 'normal' } as const
  return { id, bytes: encodePicture({ width: 8, height: 8, rgb }, { ...record, settings }) }
}
