import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { cacheFolder } from '../files/cache-folder.ts'

/** Milliseconds that opening a model took for each of its bytes, by what was opened. */
const stored = z.record(z.string(), z.number().positive())
/** So many models are remembered; the longest unopened is forgotten first. */
const most = 200

const file = () => join(cacheFolder(), 'loads.json')

async function read(): Promise<Record<string, number>> {
  try {
    return stored.parse(JSON.parse(await readFile(file(), 'utf8')))
  } catch {
    return {}
  }
}

/** Of smaller models the time is that of anything but their bytes, and tells nothing of others. */
const tellingFrom = 64 << 20

const modelKey = (device: string, folder: string) => `${device} ${folder}`

/** Of the last time that this model was opened on this device, else of the last large one that was; null where none was. */
export async function loadSpeed(device: string, folder: string): Promise<number | null> {
  const all = await read()
  return all[modelKey(device, folder)] ?? all[device] ?? null
}

/** Written beside and renamed; what cannot be written is measured anew the next time. */
export async function keepLoadSpeed(
  device: string,
  folder: string,
  { ms, bytes }: { ms: number; bytes: number },
): Promise<void> {
  const msPerByte = ms / bytes
  if (!(msPerByte > 0 && Number.isFinite(msPerByte))) return
  try {
    const { [device]: any, [modelKey(device, folder)]: _, ...others } = await read()
    const large = bytes >= tellingFrom ? msPerByte : any
    const kept = Object.entries(others).slice(-most)
    const all = {
      ...Object.fromEntries(kept),
      ...(large !== undefined && { [device]: large }),
      [modelKey(device, folder)]: msPerByte,
    }
    const half = `${file()}.${process.pid}`
    await mkdir(cacheFolder(), { recursive: true })
    await writeFile(half, JSON.stringify(all))
    await rename(half, file())
  } catch {
    // Measured anew.
  }
}
