import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import ort from 'onnxruntime-node'
import { StudioError } from '#shared/errors.ts'
import { checkGraph } from './graph/check-graph.ts'
import type { ElementType, Tensor } from './tensor.ts'

/** A graph's input or output as the file itself declares it; a free dimension is its name. */
export type Port = { name: string; type: string; dims: readonly (number | string)[] }

export type Session = {
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
  /** Runs the graph; asks for `wanted` outputs only, all when left out. Blocks the thread while it runs. */
  run(feeds: Record<string, Tensor>, wanted?: readonly string[]): Promise<Record<string, Tensor>>
  /** Milliseconds spent inside the graph since it was opened. */
  milliseconds(): number
  release(): Promise<void>
}

export type SessionOptions = {
  /** ONNX Runtime's execution provider and its options. */
  provider: ort.InferenceSession.ExecutionProviderConfig
  session?: Pick<
    ort.InferenceSession.SessionOptions,
    'enableMemPattern' | 'executionMode' | 'freeDimensionOverrides'
  >
  threads: number
}

ort.env.logLevel = 'fatal'
// Since 1.30 it would keep a record of each session in the home folder and send it to its makers (onnxruntime/core/platform/posix/telemetry.cc).
process.env.ORT_DISABLE_TELEMETRY = '1'

/** Execution providers of this build, by ONNX Runtime's names; `bundled` ones need nothing beside the npm package. */
export const backends = (): { name: string; bundled: boolean }[] => ort.listSupportedBackends()

export const runtimeVersion: string = ort.env.versions.node ?? ort.env.versions.common

/**
 * Products of signed and unsigned 8-bit numbers overflow on processors without VNNI unless this is said; with it an 8-bit
 * graph gives the same numbers on all (onnxruntime_session_options_config_keys.h).
 */
const exact = { x64quantprecision: '1' }

const besideTheFile = (file: string) => ({ model_external_initializers_file_folder_path: dirname(file) })

/**
 * Opens a graph by path, or from `bytes` that stand for the file there; external data is found beside the path. What is
 * more than data is refused before ONNX Runtime sees it.
 */
export async function openSession(
  file: string,
  options: SessionOptions,
  bytes: Uint8Array | null = null,
): Promise<Session> {
  await stat(file).catch(() => {
    throw new StudioError('model-missing', `${file} is missing; copy the model's folder again`)
  })
  checkGraph(file, bytes)
  let session: ort.InferenceSession
  try {
    const settings: ort.InferenceSession.SessionOptions = {
      executionProviders: [options.provider],
      intraOpNumThreads: options.threads,
      logSeverityLevel: 4,
      ...options.session,
      extra: { session: { ...exact, ...(bytes && besideTheFile(file)) } },
    }
    session = await (bytes
      ? ort.InferenceSession.create(bytes, settings)
      : ort.InferenceSession.create(file, settings))
  } catch (error) {
    throw explain(error, file)
  }
  let milliseconds = 0
  return {
    inputs: session.inputMetadata.map(port),
    outputs: session.outputMetadata.map(port),
    milliseconds: () => milliseconds,
    release: () => session.release(),
    async run(feeds, wanted) {
      const given = Object.fromEntries(Object.entries(feeds).map(([name, t]) => [name, toNative(t)]))
      const start = performance.now()
      try {
        const out = await (wanted ? session.run(given, wanted) : session.run(given))
        return Object.fromEntries(Object.entries(out).map(([name, t]) => [name, fromNative(t)]))
      } catch (error) {
        throw explain(error, file)
      } finally {
        milliseconds += performance.now() - start
      }
    },
  }
}

const port = (meta: ort.InferenceSession.ValueMetadata): Port => ({
  name: meta.name,
  type: meta.isTensor ? meta.type : 'not a tensor',
  dims: meta.isTensor ? meta.shape : [],
})

/**
 * The native side reads half precision from a Uint16Array only; a Float16Array, which ort.Tensor would make of it where
 * the language has one, it takes for empty (onnxruntime-node 1.30).
 */
const toNative = ({ type, data, dims }: Tensor): ort.Tensor =>
  type === 'float16'
    ? ({ type, data, dims, location: 'cpu' } as unknown as ort.Tensor)
    : new ort.Tensor(type, data as never, dims)

function fromNative(native: ort.Tensor): Tensor {
  const data = native.data as Exclude<Tensor['data'], Uint16Array> & ArrayBufferView
  const type = native.type as ElementType
  if (type !== 'float16') return { type, data, dims: [...native.dims] }
  return { type, data: new Uint16Array(data.buffer, data.byteOffset, data.length), dims: [...native.dims] }
}

/** ONNX Runtime speaks in sentences only; these are the ones a person can act on. */
const causes: { pattern: RegExp; code: 'model-broken' | 'out-of-memory'; say: (file: string) => string }[] = [
  {
    pattern: /bad_alloc|failed to allocate|out of memory|not enough memory|E_OUTOFMEMORY/i,
    code: 'out-of-memory',
    say: file => `Not enough memory for ${file}; choose a smaller picture, a smaller batch or another device`,
  },
  {
    pattern:
      /protobuf|INVALID_GRAPH|INVALID_PROTOBUF|load model|opset|No graph was found|is not a registered function/i,
    code: 'model-broken',
    say: file =>
      `${file} is not a readable ONNX graph (damaged, cut short, or exported for another runtime); copy it again`,
  },
  {
    pattern: /external data|external initializer|GetFileLength|file not found|model_path|out of bounds/i,
    code: 'model-broken',
    say: file =>
      `The weights that belong to ${file} (model.onnx_data beside it) are missing or cut short; copy them again`,
  },
  {
    pattern:
      /invalid dimensions|unexpected input data type|Invalid rank|shape mismatch|broadcast|cannot be reshaped|is missing in 'feeds'/i,
    code: 'model-broken',
    say: file =>
      `${file} does not accept what the rest of the folder gives it; its parts belong to different models`,
  },
]

function explain(error: unknown, file: string): StudioError {
  const message = error instanceof Error ? error.message : String(error)
  const cause = causes.find(({ pattern }) => pattern.test(message))
  const code = cause?.code ?? 'model-broken'
  const sentence = cause?.say(file) ?? `ONNX Runtime could not run ${file}`
  return new StudioError(code, `${sentence}. ONNX Runtime said: ${message.slice(0, 400)}`, { cause: error })
}
