import { plenty } from '#engine/memory/economy.ts'
import type { Model } from '#engine/model/open.ts'
import type { RolePorts } from '#engine/model/ports.ts'
import type { Port, Session } from '#engine/runtime.ts'
import { noiseLevels } from '#engine/sampling/noise-levels.ts'
import { parseSchedulerConfig } from '#engine/sampling/scheduler-config.ts'
import type { Tensor } from '#engine/tensor.ts'

export const port = (name: string, type: string, ...dims: (string | number)[]): Port => ({ name, type, dims })

/** A session that answers with a function and remembers what it was fed. */
export function fakeSession(
  inputs: Port[],
  outputs: Port[],
  answer: (feeds: Record<string, Tensor>) => Record<string, Tensor>,
): Session & { calls: Record<string, Tensor>[] } {
  const calls: Record<string, Tensor>[] = []
  return {
    inputs,
    outputs,
    calls,
    milliseconds: () => 0,
    release: async () => {},
    run: async feeds => {
      calls.push(feeds)
      return answer(feeds)
    },
  }
}

const scheduler = (changes: object = {}) =>
  parseSchedulerConfig({
    _class_name: 'EulerDiscreteScheduler',
    beta_start: 0.00085,
    beta_end: 0.012,
    beta_schedule: 'scaled_linear',
    ...changes,
  })

/** A model of which only the denoiser is there: what guidance needs. */
export function fakeModel(unet: Session, ports: RolePorts, config: object = {}): Model {
  const levels = noiseLevels(scheduler(config))
  return {
    levels,
    unet,
    ports,
    economy: { ...plenty },
    folder: { files: { unet: 'unet/model.onnx' } },
  } as unknown as Model
}
