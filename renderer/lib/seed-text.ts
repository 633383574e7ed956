import type { PictureDetail } from '#shared/studio/pictures.ts'

/** The seed of a picture; of a variation also what it was varied by. */
export function seedText({ seed, record }: Pick<PictureDetail, 'seed' | 'record'>): string {
  const variation = record?.settings.variation
  const own = seed === null ? '–' : String(seed)
  return variation && variation.strength > 0 ? `${own} + ${variation.seed}` : own
}
