import { StudioError } from '#shared/errors.ts'
import type { Port, Session } from '../runtime.ts'
import { residualPorts } from './control-ports.ts'

/** What the denoiser's inputs are for; the first name is diffusers' own, others are other exporters' (docs/families.md). */
const roles = {
  sample: ['sample', 'latent_sample', 'latents', 'latent', 'x'],
  timestep: ['timestep', 'timesteps', 't'],
  encoder_hidden_states: [
    'encoder_hidden_states',
    'prompt_embeds',
    'text_embeddings',
    'context',
    'hidden_states',
  ],
  text_embeds: ['text_embeds', 'pooled_prompt_embeds', 'add_text_embeds'],
  time_ids: ['time_ids', 'add_time_ids'],
  timestep_cond: ['timestep_cond'],
  controlnet_cond: ['controlnet_cond', 'controlnet_images', 'control_cond', 'hint'],
  conditioning_scale: ['conditioning_scale', 'controlnet_scales', 'controlnet_conditioning_scale'],
  knobs: ['knobs'],
  sketch: ['sketch'],
  sketch_weight: ['sketch_weight'],
  region_masks: ['region_masks'],
  region_embeds: ['region_embeds'],
  dh: ['dh'],
} as const satisfies Record<string, readonly string[]>
export type Role = keyof typeof roles

/** Whether an input reads the map of a ControlNet within the U-Net. */
export const isOwnControl = (name: string): boolean =>
  (roles.controlnet_cond as readonly string[]).includes(name)

const needed: readonly Role[] = ['sample', 'timestep', 'encoder_hidden_states']

/** Shapes tell the three main inputs apart when an exporter gave them names of its own. */
const shapes: Partial<Record<Role, (port: Port) => boolean>> = {
  sample: ({ dims }) => dims.length === 4,
  timestep: ({ dims }) => dims.length <= 1,
  encoder_hidden_states: ({ dims }) => dims.length === 3,
}

export type RolePorts = Partial<Record<Role, Port>>

/**
 * Which input of the denoiser plays which part.
 * Errors: `model-broken` when a part is missing or an input is not known.
 */
export function denoiserPorts({ inputs }: Pick<Session, 'inputs'>, file: string): RolePorts {
  const found: RolePorts = {}
  const left: Port[] = []
  const residuals = residualPorts(inputs, 'input')
  const added = new Set(residuals ? [...residuals.down, residuals.mid] : [])
  for (const port of inputs) {
    if (added.has(port)) continue
    const role = (Object.keys(roles) as Role[]).find(key =>
      (roles[key] as readonly string[]).includes(port.name),
    )
    if (role && !found[role]) found[role] = port
    else left.push(port)
  }
  for (const role of needed) {
    if (found[role]) continue
    const candidates = left.filter(port => shapes[role]?.(port))
    if (candidates.length !== 1)
      throw new StudioError(
        'model-broken',
        `${file} has no input for ${role} (it has ${names(inputs)}); export it as a diffusers U-Net`,
      )
    found[role] = candidates[0]!
    left.splice(left.indexOf(candidates[0]!), 1)
  }
  if (left.length)
    throw new StudioError(
      'model-broken',
      `${file} asks for ${names(left)}, which Reroll does not know how to give`,
    )
  const sample = found.sample!
  if (sample.dims.length !== 4)
    throw new StudioError(
      'model-broken',
      `${file}: input ${sample.name} has ${sample.dims.length} dimensions; expected 4 (batch, channels, height, width)`,
    )
  return found
}

const names = (ports: readonly Port[]) =>
  ports.map(({ name, dims }) => `${name}[${dims.join(',')}]`).join(', ')

/** What the output that matters is called, the usual name first. */
export const outputNames = {
  unet: ['out_sample', 'latent', 'noise_pred', 'output'],
  vae_decoder: ['sample', 'images', 'image', 'output'],
  vae_encoder: ['latent_parameters', 'latent_sample', 'latent', 'latents'],
} as const

/** The first output with this name, else the first with this many dimensions. */
export function outputPort(session: Session, preferred: readonly string[], rank: number, file: string): Port {
  const port =
    preferred
      .map(name => session.outputs.find(output => output.name === name))
      .find(output => output?.dims.length === rank) ??
    session.outputs.find(output => output.dims.length === rank)
  if (port) return port
  throw new StudioError(
    'model-broken',
    `${file} has no output of ${rank} dimensions (it has ${names(session.outputs)})`,
  )
}
