import type { ModelCard } from '#shared/studio/models.ts'
import type { Grid } from '../lib/drag-rectangle.ts'
import { useDesk } from '../stores/desk.ts'

/** The size of what is on the desk, in pixels and in latent cells. */
export function useGrid({ latent, defaults }: ModelCard): { width: number; height: number; grid: Grid } {
  const width = Number(useDesk(desk => desk.given.width) ?? defaults.width)
  const height = Number(useDesk(desk => desk.given.height) ?? defaults.height)
  const cells = (pixels: number) => Math.max(1, Math.round(pixels / latent.scale))
  return { width, height, grid: { columns: cells(width), rows: cells(height) } }
}
