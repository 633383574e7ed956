import type { Picture } from '#engine/pipeline/decode.ts'

/** The pictures of make_scorer_golden.py and make_tiny_clips.py. */
export function paint({ height, width }: { height: number; width: number }): Picture {
  const rgb = new Uint8Array(height * width * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) rgb[(y * width + x) * 3 + c] = (31 * x + 17 * y + 101 * c + x * y) % 256
  return { width, height, rgb }
}
