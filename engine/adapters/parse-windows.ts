import * as z from 'zod'
import type { Adapter } from '#shared/adapters.ts'
import { vendorNamed } from './vendors.ts'

const card = z.object({
  DriverDesc: z.string(),
  /** Bytes, 64 bits: what Win32_VideoController.AdapterRAM says ends at 4 GiB. Older drivers give bytes one by one. */
  'HardwareInformation.qwMemorySize': z.unknown(),
})

/** The display class's keys of the registry as PowerShell's ConvertTo-Json gives them: one object, or a list. */
export function parseWindowsCards(text: string): Adapter[] {
  const parsed: unknown = JSON.parse(text)
  return [parsed].flat().flatMap(one => {
    const read = card.safeParse(one)
    if (!read.success || /Basic (Display|Render)/i.test(read.data.DriverDesc)) return []
    const { DriverDesc: name, 'HardwareInformation.qwMemorySize': size } = read.data
    return [{ name, vendor: vendorNamed(name), memory: typeof size === 'number' && size > 0 ? size : null }]
  })
}
