import type { ModelCard } from '#shared/studio/models.ts'

export type SizePreset = {
  id: 'square' | 'portrait' | 'landscape' | 'tall' | 'wide'
  width: number
  height: number
}

const shapes: [SizePreset['id'], number][] = [
  ['square', 1],
  ['portrait', 3 / 4],
  ['landscape', 4 / 3],
  ['tall', 9 / 16],
  ['wide', 16 / 9],
]

/** Shapes of about the area that a model was made for, in its own multiples; one that it cannot tell apart is left out. */
export function sizePresets({ native, multiple }: Pick<ModelCard, 'native' | 'multiple'>): SizePreset[] {
  const area = native.width * native.height
  const snap = (side: number) => Math.max(multiple, Math.round(side / multiple) * multiple)
  const found = new Map<string, SizePreset>()
  for (const [id, ratio] of shapes) {
    const [width, height] =
      ratio === 1
        ? [native.width, native.height]
        : [snap(Math.sqrt(area * ratio)), snap(Math.sqrt(area / ratio))]
    const key = `${width}x${height}`
    if (!found.has(key)) found.set(key, { id, width, height })
  }
  return [...found.values()]
}
