import { type DeviceId, deviceIds } from '#shared/device-ids.ts'
import { StudioError } from '#shared/errors.ts'
import { type Operators, readOperators } from './operators.ts'

type Row = {
  domain: string
  /** Null for every operator of the domain. */
  ops: readonly string[] | null
  /** Where they have kernels. */
  devices: readonly DeviceId[]
  /** What such a graph is. */
  is: string
  instead: string
}

const anew = 'export the model again without optimising the graph for one provider'

/**
 * Operators that not every provider has. Those without a kernel for the CPU are by ONNX Runtime's own register
 * (get_all_opkernel_def of 1.32); those of DirectML and CUDA by its docs/OperatorKernels.md.
 */
export const operatorRows: readonly Row[] = [
  {
    domain: 'com.microsoft',
    ops: ['GroupNorm', 'NhwcConv'],
    devices: ['cuda', 'dml'],
    is: 'was fused for CUDA or DirectML',
    instead: anew,
  },
  {
    domain: 'com.microsoft',
    ops: ['BiasAdd', 'BiasSplitGelu'],
    devices: ['cuda', 'dml', 'webgpu'],
    is: 'was fused for graphics cards',
    instead: anew,
  },
  {
    domain: 'com.microsoft',
    ops: ['FusedMatMulActivation'],
    devices: ['dml'],
    is: 'was fused for DirectML',
    instead: anew,
  },
  {
    domain: 'com.microsoft',
    ops: [
      'SkipGroupNorm',
      'PackedAttention',
      'PackedMultiHeadAttention',
      'RemovePadding',
      'RestorePadding',
      'RelativePositionBias',
      'GatedRelativePositionBias',
      'LongformerAttention',
      'DecoderMaskedSelfAttention',
      'BiasSoftmax',
      'GemmFloat8',
      'QOrderedMatMul',
      'QOrderedAttention',
      'QOrderedGelu',
      'QOrderedLayerNormalization',
    ],
    devices: ['cuda'],
    is: 'was fused for CUDA',
    instead: anew,
  },
  {
    domain: 'com.microsoft',
    ops: ['EPContext'],
    devices: [],
    is: 'was compiled for one accelerator (QNN, OpenVINO, TensorRT)',
    instead: 'take the files that it was compiled from',
  },
  {
    domain: 'com.microsoft.dml',
    ops: null,
    devices: ['dml'],
    is: 'was saved by DirectML',
    instead: anew,
  },
  {
    domain: 'com.microsoft.nchwc',
    ops: null,
    devices: ['cpu'],
    is: 'was saved as one processor likes it',
    instead: anew,
  },
  {
    domain: 'com.ms.internal.nhwc',
    ops: null,
    devices: [],
    is: 'was saved from the inside of one provider',
    instead: anew,
  },
  {
    domain: 'ai.onnx.contrib',
    ops: null,
    devices: [],
    is: 'needs onnxruntime-extensions, which Reroll does not load',
    instead: 'export the model without pre- and postprocessing in its graphs',
  },
]

const common = new Set(['', 'ai.onnx.ml', 'com.microsoft'])

/** Why a graph cannot run everywhere, and where it can; empty where nothing speaks against it. */
export type Bound = Pick<Row, 'devices' | 'is' | 'instead'> & { operators: string[] }

export function boundsOf({ byDomain }: Operators): Bound[] {
  const bounds: Bound[] = []
  for (const { domain, ops, devices, is, instead } of operatorRows) {
    const there = [...(byDomain.get(domain) ?? [])].filter(op => !ops || ops.includes(op))
    if (there.length) bounds.push({ devices, is, instead, operators: there.map(op => `${domain}.${op}`) })
  }
  const named = new Set(operatorRows.map(({ domain }) => domain))
  for (const [domain, ops] of byDomain)
    if (!common.has(domain) && !named.has(domain))
      bounds.push({
        devices: [],
        is: 'has operators that ONNX Runtime does not bring',
        instead: 'export the model with standard operators alone',
        operators: [...ops].map(op => `${domain}.${op}`),
      })
  return bounds
}

const deviceNames = (devices: readonly DeviceId[]) =>
  deviceIds.filter(id => devices.includes(id)).join(' or ')

/** One sentence on why a graph does not run on a device; null where it may. */
export const operatorObstacle = (file: string, device: DeviceId): string | null =>
  obstacle(file, readOperators(file), ({ devices }) => !devices.includes(device))

/** The same of a graph that runs on no device at all. */
export const nowhereObstacle = (file: string): string | null => nowhereObstacleOf(file, readOperators(file))

/** The same of operators that were read already. */
export const nowhereObstacleOf = (file: string, operators: Operators | null): string | null =>
  obstacle(file, operators, ({ devices }) => !devices.length)

function obstacle(
  file: string,
  operators: Operators | null,
  counts: (bound: Bound) => boolean,
): string | null {
  const bound = operators && boundsOf(operators).find(counts)
  if (!bound) return null
  const { devices, is, instead, operators: ops } = bound
  const shown = ops.length > 4 ? `${ops.slice(0, 4).join(', ')} and ${ops.length - 4} more` : ops.join(', ')
  const where = devices.length
    ? `; only ${deviceNames(devices)} can run it: choose that device where there is one, or `
    : '; '
  return `${file} ${is} (${shown})${where}${instead}`
}

/** Before a graph is opened, which would end in a sentence that names no way out. Errors: `model-broken`. */
export function checkOperators(file: string, device: DeviceId): void {
  const said = operatorObstacle(file, device)
  if (said) throw new StudioError('model-broken', said)
}

/** An encoder that draws noise of its own gives another latent each time (the script that diffusers once had). */
export const drawsNoise = ({ byDomain }: Operators): boolean =>
  ['RandomNormal', 'RandomNormalLike', 'RandomUniform', 'RandomUniformLike'].some(op =>
    byDomain.get('')?.has(op),
  )
