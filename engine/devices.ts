import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Adapter } from '#shared/adapters.ts'
import type { DeviceId, DeviceReport } from '#shared/engine-contract.ts'
import { isCancelled, StudioError } from '#shared/errors.ts'
import { graphicsCards, processor } from './adapters/list.ts'
import { backends, type SessionOptions } from './runtime.ts'

type Device = {
  id: DeviceId
  name: string
  options: Omit<SessionOptions, 'threads'>
  /** Whether it may work on this graphics card; null for what works on the processor. */
  worksOn: ((card: Adapter) => boolean) | null
  /** The provider with this one of its cards, counted as `adapters` lists them; absent where it takes no number. */
  onCard?: (index: number) => SessionOptions['provider']
  /** Its provider has ONNX Runtime's own MultiHeadAttention (docs/ContribOperators.md, docs/OperatorKernels.md). */
  attends: boolean
  /** Why it cannot work here, found without starting it; empty when it may. */
  obstacle: () => string
}

const packageFolder = () => dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json'))
const inBuild = (name: string) => () =>
  backends().some(backend => backend.name === name)
    ? ''
    : `this build of ONNX Runtime has no ${name} provider`

const cudaObstacle = () => {
  // Where the host has put it, else where onnxruntime-node would.
  const folder = process.env.REROLL_CUDA ?? join(packageFolder(), 'bin/napi-v6/linux', process.arch)
  if (!existsSync(join(folder, 'libonnxruntime_providers_cuda.so')))
    return 'its provider library is not installed; "reroll devices get cuda" fetches it'
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
  // DirectML needs both; onnxruntime.ai, DirectML execution provider, "Configuration options". Its cards are numbered in
  // DXGI's order, which no list that is at hand here is known to have: the system's first is taken.
  options: { provider: 'dml', session: { enableMemPattern: false, executionMode: 'sequential' } },
  worksOn: () => true,
  attends: true,
  obstacle: inBuild('dml'),
}
const cuda: Device = {
  id: 'cuda',
  name: 'NVIDIA CUDA',
  // Of its options onnxruntime-node hands over deviceId alone (js/node/src/session_options_helper.cc): the search for
  // convolutions (cudnn_conv_algo_search) and the growth of its memory (arena_extend_strategy) stay as ONNX Runtime has them.
  options: { provider: 'cuda' },
  worksOn: ({ vendor }) => vendor === 'nvidia',
  onCard: deviceId => {
    // As nvidia-smi numbers them; CUDA itself would begin with the fastest.
    process.env.CUDA_DEVICE_ORDER = 'PCI_BUS_ID'
    return { name: 'cuda', deviceId }
  },
  attends: true,
  obstacle: cudaObstacle,
}
const coreml: Device = {
  id: 'coreml',
  name: 'Apple CoreML',
  options: { provider: 'coreml' },
  worksOn: () => true,
  attends: false,
  obstacle: inBuild('coreml'),
}
const webgpu: Device = {
  id: 'webgpu',
  name: 'WebGPU',
  options: { provider: 'webgpu' },
  worksOn: () => true,
  attends: true,
  obstacle: vulkanObstacle,
}
const cpu: Device = {
  id: 'cpu',
  name: 'CPU',
  options: { provider: 'cpu' },
  worksOn: null,
  attends: true,
  obstacle: () => '',
}

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
        if (device.id === 'cpu' || isCancelled(error)) throw error
        skipped.push({ id: device.id, reason: error instanceof Error ? error.message : String(error) })
      }
  }
  const said = skipped.map(({ id, reason }) => `${id}: ${reason}`).join('; ')
  throw new StudioError('device-unavailable', `${said}. Leave the device out to use the best that works`)
}

const adaptersOf = async ({ worksOn }: Device): Promise<Adapter[]> =>
  worksOn ? (await graphicsCards()).filter(worksOn) : [processor()]

/** How graphs are opened on a device: on the card that REROLL_ADAPTER names, where the device takes one and has it. */
export async function optionsOn(device: Device): Promise<Device['options']> {
  const wanted = process.env.REROLL_ADAPTER
  if (!wanted || !device.onCard) return device.options
  const index = (await adaptersOf(device)).findIndex(({ name }) => name === wanted)
  return index < 0 ? device.options : { ...device.options, provider: device.onCard(index) }
}

/** What each device of this platform can be used for, without opening a model. */
export const deviceReports = (): Promise<DeviceReport[]> =>
  Promise.all(
    devicesHere().map(async device => {
      const reason = device.obstacle()
      return {
        id: device.id,
        name: device.name,
        usable: !reason,
        reason: reason || 'may be used',
        adapters: await adaptersOf(device),
        choosable: device.onCard !== undefined,
      }
    }),
  )
