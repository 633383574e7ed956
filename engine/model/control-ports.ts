import { StudioError } from '#shared/errors.ts'
import type { Port, Session } from '../runtime.ts'

/** What a ControlNet adds to: each skip of the way down, in order, then the middle. */
export type Residuals<T> = { down: T[]; mid: T }

/** As diffusers calls them and exporters number them: `_0`, `.0`, or run together. */
const names = {
  input: {
    down: /^down_block_additional_residuals?[._]?(\d+)$|^down_block[._]?(\d+)$/,
    mid: /^mid_block_additional_residual$|^mid_block$/,
  },
  output: {
    down: /^down_block_res_samples?[._]?(\d+)$|^down_block[._]?(\d+)$/,
    mid: /^mid_block_res_sample$|^mid_block$/,
  },
} as const

/** The ports of a graph that are residuals; null where it has none, or not all of them. */
export function residualPorts(ports: readonly Port[], side: keyof typeof names): Residuals<Port> | null {
  const { down, mid } = names[side]
  const numbered = ports
    .map(port => {
      const found = down.exec(port.name)
      return { port, at: Number(found?.[1] ?? found?.[2] ?? Number.NaN) }
    })
    .filter(({ at }) => !Number.isNaN(at))
    .sort((a, b) => a.at - b.at)
  const middle = ports.find(({ name }) => mid.test(name))
  return middle && numbered.length ? { down: numbered.map(({ port }) => port), mid: middle } : null
}

/** What each input of a ControlNet is for, beside those that it shares with the U-Net. */
const own = {
  picture: ['controlnet_cond', 'control_cond', 'hint', 'conditioning'],
  scale: ['conditioning_scale', 'controlnet_conditioning_scale'],
} as const
const shared = ['sample', 'timestep', 'encoder_hidden_states', 'text_embeds', 'time_ids'] as const
type SharedRole = (typeof shared)[number]

export type ControlPorts = {
  shared: Partial<Record<SharedRole, Port>>
  picture: Port
  scale: Port | undefined
  out: Residuals<Port>
}

/** Errors: `model-broken` for a graph that is no ControlNet that can be fed. */
export function controlPorts(
  { inputs, outputs }: Pick<Session, 'inputs' | 'outputs'>,
  file: string,
): ControlPorts {
  const named = (list: readonly string[]) => inputs.find(({ name }) => list.includes(name))
  const picture = named(own.picture)
  const out = residualPorts(outputs, 'output')
  const known = [...own.picture, ...own.scale, ...shared] as readonly string[]
  const left = inputs.filter(({ name }) => !known.includes(name))
  if (!picture || !out || left.length)
    throw new StudioError(
      'model-broken',
      `${file} is no ControlNet that can be used: expected inputs ${shared.slice(0, 3).join(', ')} and ${own.picture[0]} and outputs down_block_res_samples_N and mid_block_res_sample, found ${inputs.map(({ name }) => name).join(', ')} and ${outputs.map(({ name }) => name).join(', ')}; export it as diffusers' ControlNetModel`,
    )
  return {
    shared: Object.fromEntries(shared.flatMap(role => (named([role]) ? [[role, named([role])!]] : []))),
    picture,
    scale: named(own.scale),
    out,
  }
}
