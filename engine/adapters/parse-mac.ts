import * as z from 'zod'
import type { Adapter } from '#shared/adapters.ts'
import { vendorNamed } from './vendors.ts'

const report = z.object({
  SPDisplaysDataType: z.array(
    z.looseObject({ sppci_model: z.string(), spdisplays_vram: z.string().optional() }),
  ),
})
const units: Record<string, number> = { MB: 2 ** 20, GB: 2 ** 30 }

/** `system_profiler SPDisplaysDataType -json`. Chips that share the machine's memory name none of their own. */
export function parseMacDisplays(text: string, machineMemory: number): Adapter[] {
  const { SPDisplaysDataType: cards } = report.parse(JSON.parse(text))
  return cards.map(({ sppci_model: name, spdisplays_vram }) => {
    const [, count, unit] = /^(\d+)\s*(MB|GB)$/.exec(spdisplays_vram ?? '') ?? []
    const vendor = vendorNamed(name)
    const shared = vendor === 'apple' ? machineMemory : null
    return { name, vendor, memory: unit ? Number(count) * units[unit]! : shared }
  })
}
