import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Adapter } from '#shared/adapters.ts'
import { parseMacDisplays } from './parse-mac.ts'
import { parseNvidiaSmi } from './parse-nvidia-smi.ts'
import { nameInPciIds } from './parse-pci-ids.ts'
import { parseWindowsCards } from './parse-windows.ts'
import { vendorNumbered } from './vendors.ts'

/** A tool of the system that does not answer in this time is taken for one that is not there. */
const patienceMs = 5000
const said = async (program: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)(program, args, { timeout: patienceMs, windowsHide: true })).stdout

const displayClass =
  'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Class\\{4d36e968-e325-11ce-bfc1-08002be10318}\\0*'

/** In the order that nvidia-smi numbers them in, which is that of the bus. */
const nvidiaCards = async (): Promise<Adapter[]> =>
  parseNvidiaSmi(
    await said('nvidia-smi', '--query-gpu=name,memory.total', '--format=csv,noheader,nounits').catch(
      () => '',
    ),
  )

const platforms: Partial<Record<NodeJS.Platform, () => Promise<Adapter[]>>> = {
  linux: async () => {
    const named = await nvidiaCards()
    const others = await drmCards('/sys/class/drm', pciIds)
    return [...named, ...others.filter(({ vendor }) => vendor !== 'nvidia' || !named.length)]
  },
  win32: async () =>
    parseWindowsCards(
      await said(
        'powershell.exe',
        '-NoProfile',
        '-NonInteractive',
        '-Command',
        `Get-ItemProperty '${displayClass}' -ErrorAction SilentlyContinue | Select-Object DriverDesc, 'HardwareInformation.qwMemorySize' | ConvertTo-Json`,
      ),
    ),
  darwin: async () =>
    parseMacDisplays(await said('system_profiler', 'SPDisplaysDataType', '-json'), totalmem()),
}

const pciIds = ['/usr/share/misc/pci.ids', '/usr/share/hwdata/pci.ids']

/** Graphics cards as the kernel lists them in `folder`, named by the first list of PCI numbers that there is. */
export async function drmCards(folder: string, lists: readonly string[]): Promise<Adapter[]> {
  const names = (await readdir(folder).catch(() => [])).filter(name => /^card\d+$/.test(name)).sort()
  const read = (...path: string[]) =>
    readFile(join(folder, ...path), 'utf8').then(
      text => text.trim(),
      () => null,
    )
  let list: string | null = null
  for (const file of lists) list ??= await readFile(file, 'latin1').catch(() => null)
  const cards = names.map(async (name): Promise<Adapter[]> => {
    const number = async (what: string) => (await read(name, 'device', what))?.replace(/^0x/, '')
    const [maker, device] = [await number('vendor'), await number('device')]
    if (!maker || !device) return []
    const { vendor, name: makerName } = vendorNumbered(maker)
    const memory = Number(await read(name, 'device', 'mem_info_vram_total'))
    const known = list && nameInPciIds(list, maker, device)
    return [{ name: `${makerName} ${known ?? `card ${device}`}`, vendor, memory: memory || null }]
  })
  return (await Promise.all(cards)).flat()
}

let found: Promise<Adapter[]> | undefined

/** This machine's graphics cards; asked of the system once. Empty where it does not tell. */
export function graphicsCards(): Promise<Adapter[]> {
  found ??= (platforms[process.platform] ?? (async () => []))().catch(() => [])
  return found
}

export const processor = (): Adapter => ({
  name: cpus()[0]?.model.trim() || 'Processor',
  vendor: 'other',
  memory: totalmem(),
})
