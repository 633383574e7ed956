import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { DeviceId, DeviceReport } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import { backends, type SessionOptions } from './runtime.ts'

type Device = {
  id: DeviceId
  name: string
  options: Omit<SessionOptions, 'threads'>
  /** Why it cannot work here, found without starting it; empty when it may. */
  obstacle: () => string
}

const packageFolder = () => dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'))
const inBuild = (name: string) => () =>
  backends().some(backend => backend.name === name)
    ? ''
    : `this build of ONNX Runtime has no ${name} provider`

const cudaObstacle = () => {
  const library = join(packageFolder(), 'bin/napi-v6/linux', process.arch, 'libonnxruntime_providers_cuda.so')
  if (!existsSync(library))
    return 'its provider library is not installed (npm packages of ONNX Runtime leave it out)'
  return existsSync('/dev/nvidiactl') ? '' : 'no NVIDIA driver is loaded (/dev/nvidiactl is missing)'
}

/** Dawn would otherwise spend 0.3 s to find out, and may settle on a software adapter slower than the CPU. */
const vulkanObstacle = () => {
  if (inBuild('webgpu')()) return inBuild('webgpu')()
  if (process.platform !== 'linux' || process.env.VK_DRIVER_FILES) return ''
  const nodes = existsSync('/dev/dri') && readdirSync('/dev/dri').some(name => name.startsWith('renderD'))
  return nodes || existsSync('/dev/nvidiactl')
    ? ''
    : 'no graphics device (/dev/dri/renderD*, /dev/nvidiactl) was found'
}

const dml: Device = {
  id: 'dml',
  name: 'DirectML',
  // DirectML needs both; onnxruntime.ai, DirectML execution provider, "Configuration options".
  options: { provider: 'dml', session: { enableMemPattern: false, executionMode: 'sequential' } },
  obstacle: inBuild('dml'),
}
const cuda: Device = {
  id: 'cuda',
  name: 'NVIDIA CUDA',
  options: { provider: 'cuda' },
  obstacle: cudaObstacle,
}
const coreml: Device = {
  id: 'coreml',
  name: 'Apple CoreML',
  options: { provider: 'coreml' },
  obstacle: inBuild('coreml'),
}
const webgpu: Device = {
  id: 'webgpu',
  name: 'WebGPU',
  options: { provider: 'webgpu' },
  obstacle: vulkanObstacle,
}
const cpu: Device = { id: 'cpu', name: 'CPU', options: { provider: 'cpu' }, obstacle: () => '' }

/** Tried from left to right; what fails falls through to the next. */
const platforms: Partial<Record<NodeJS.Platform, readonly Device[]>> = {
  win32: [dml, webgpu, cpu],
  darwin: [coreml, webgpu, cpu],
  linux: [cuda, webgpu, cpu],
}

export const devicesHere = (platform: NodeJS.Platform = process.platform): readonly Device[] =>
  platforms[platform] ?? [cpu]

export type Skipped = { id: DeviceId; reason: string }

/**
 * Opens something on the best device, or on the forced one, and says which were passed over and why.
 * Errors: `device-unavailable` when the forced device cannot be used; otherwise the last device's own error.
 */
export async function onBestDevice<T>(
  forced: DeviceId | undefined,
  open: (device: Device) => Promise<T>,
): Promise<{ value: T; device: Device; skipped: Skipped[] }> {
  const here = devicesHere()
  const candidates = forced ? here.filter(({ id }) => id === forced) : here
  if (!candidates.length)
    throw new StudioError(
      'device-unavailable',
      `Device ${forced} does not exist on ${process.platform}; it has ${here.map(({ id }) => id).join(', ')}`,
    )
  const skipped: Skipped[] = []
  for (const device of candidates) {
    const reason = device.obstacle()
    if (reason) skipped.push({ id: device.id, reason })
    else
      try {
        return { value: await open(device), device, skipped }
      } catch (error) {
        // What the CPU cannot open is the model's fault, not the device's.
        if (device.id === 'cpu') throw error
        skipped.push({ id: device.id, reason: error instanceof Error ? error.message : String(error) })
      }
  }
  const said = skipped.map(({ id, reason }) => `${id}: ${reason}`).join('; ')
  throw new StudioError('device-unavailable', `${said}. Leave the device out to use the best that works`)
}

/** What each device of this platform can be used for, without opening a model. */
export const deviceReports = (): DeviceReport[] =>
  devicesHere().map(({ id, name, obstacle }) => {
    const reason = obstacle()
    return { id, name, usable: !reason, reason: reason || 'may be used' }
  })
