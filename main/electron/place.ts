import * as z from 'zod'

/** Where a window stood. */
export const place = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(1),
  height: z.int().min(1),
  maximized: z.boolean().default(false),
})
export type Place = z.output<typeof place>
export type Area = Pick<Place, 'x' | 'y' | 'width' | 'height'>

export const smallest = { width: 760, height: 520 }
const wanted = { width: 1360, height: 880 }
/** So much of the title bar must be within reach of a mouse. */
const reach = { width: 120, height: 40 }

/** The place where the window was left, when a display still shows it; else the middle of the first, as large as fits. */
export function placeOn(displays: readonly Area[], saved: unknown): Partial<Place> & typeof wanted {
  const parsed = place.safeParse(saved)
  const first = displays[0] ?? { x: 0, y: 0, ...wanted }
  if (!parsed.success || !displays.some(area => reachable(parsed.data, area)))
    return { width: Math.min(wanted.width, first.width), height: Math.min(wanted.height, first.height) }
  const on = displays.find(area => reachable(parsed.data, area)) ?? first
  return {
    ...parsed.data,
    width: Math.max(smallest.width, Math.min(parsed.data.width, on.width)),
    height: Math.max(smallest.height, Math.min(parsed.data.height, on.height)),
  }
}

function reachable(window: Area, area: Area): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const titleBar = window.y >= area.y && window.y + reach.height <= area.y + area.height
  return across >= reach.width && titleBar
}
