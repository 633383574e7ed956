import { Droplet, Image, type LucideIcon, Pencil, Sparkles, SquareDashed, VenetianMask } from 'lucide-react'
import type { LayerRole } from '#shared/canvas/records.ts'

export const roleIcons: Record<LayerRole, LucideIcon> = {
  sketch: Pencil,
  colour: Droplet,
  region: SquareDashed,
  mask: VenetianMask,
  image: Image,
  result: Sparkles,
}
