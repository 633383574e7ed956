import { numberOf, seedOf, textOf, unmapped } from '../fields.ts'
import type { Foreign, Unmapped } from '../foreign.ts'
import { along, type Graph, held, linked, type Node } from './graph.ts'

/** KSampler and nodes like it, SamplerCustom, SamplerCustomAdvanced: they turn one latent into another. */
export const isSampler = ({ inputs }: Node): boolean =>
  'latent_image' in inputs &&
  ('seed' in inputs || 'noise_seed' in inputs || ('guider' in inputs && 'sigmas' in inputs))

export type SamplingTold = Pick<
  Foreign,
  'seed' | 'steps' | 'guidanceScale' | 'sampler' | 'schedule' | 'denoisingStrength'
> & { unmapped: Unmapped[] }

/** How a sampler node walks: from itself, or from the nodes for noise, guidance, sampler and sigmas. */
export function samplingTold(graph: Graph, node: Node): SamplingTold {
  const guider = linked(graph, node, 'guider')
  const custom = 'sigmas' in node.inputs
  const sigmas = custom ? sigmasTold(graph, linked(graph, node, 'sigmas')) : null
  const told = (name: string, from: Node | undefined = node) => held(graph, from, name)
  const noise = 'noise' in node.inputs ? linked(graph, node, 'noise') : node
  const steps = sigmas ? sigmas.steps : (numberOf(told('steps')) ?? null)
  return {
    seed: seedOf(told('seed', noise)) ?? seedOf(told('noise_seed', noise)) ?? null,
    steps,
    guidanceScale: guider
      ? (numberOf(told('cfg', guider)) ??
        numberOf(told('cfg_conds', guider)) ??
        (guider.type === 'BasicGuider' ? 1 : null))
      : (numberOf(told('cfg')) ?? null),
    sampler: custom
      ? samplerTold(graph, linked(graph, node, 'sampler'))
      : (textOf(told('sampler_name')) ?? null),
    schedule: sigmas ? sigmas.schedule : (textOf(told('scheduler')) ?? null),
    denoisingStrength: sigmas ? sigmas.denoise : (numberOf(told('denoise')) ?? null),
    unmapped: [...(sigmas?.unmapped ?? []), ...partOf(graph, node, steps)],
  }
}

/** KSamplerAdvanced may take some of the steps alone. */
function partOf(graph: Graph, node: Node, steps: number | null): Unmapped[] {
  const [from, to] = ['start_at_step', 'end_at_step'].map(name => numberOf(held(graph, node, name)))
  const whole = (from ?? 0) === 0 && (to === undefined || steps === null || to >= steps)
  return whole
    ? []
    : [unmapped('steps', `${from ?? 0} to ${to ?? steps}`, 'Reroll always takes all steps of a schedule')]
}

/** Nodes that are a sampler by their type. */
const samplerTypes: Readonly<Record<string, string>> = {
  SamplerEulerAncestral: 'euler_ancestral',
  SamplerEulerAncestralCFGPP: 'euler_ancestral_cfg_pp',
  SamplerLMS: 'lms',
  SamplerDPMPP_2M_SDE: 'dpmpp_2m_sde',
  SamplerDPMPP_3M_SDE: 'dpmpp_3m_sde',
  SamplerDPMPP_SDE: 'dpmpp_sde',
  SamplerDPMPP_2S_Ancestral: 'dpmpp_2s_ancestral',
  SamplerDPMAdaptative: 'dpm_adaptive',
}

const samplerTold = (graph: Graph, node: Node | undefined): string | null =>
  textOf(held(graph, node, 'sampler_name')) ?? (node ? (samplerTypes[node.type] ?? node.type) : null)

const scheduleTypes: Readonly<Record<string, string>> = {
  KarrasScheduler: 'karras',
  ExponentialScheduler: 'exponential',
  BetaSamplingScheduler: 'beta',
  SDTurboScheduler: 'turbo',
  AlignYourStepsScheduler: 'align_your_steps',
  LaplaceScheduler: 'laplace',
  VPScheduler: 'vp',
}

type SigmasTold = Pick<SamplingTold, 'steps' | 'schedule' | 'unmapped'> & { denoise: number | null }

/** BasicScheduler and the schedules that are nodes of their own, through nodes that cut or turn what they give. */
function sigmasTold(graph: Graph, from: Node | undefined): SigmasTold {
  const changed: string[] = []
  for (const node of along(graph, from, 'sigmas')) {
    if ('steps' in node.inputs && !('sigmas' in node.inputs)) {
      const rho = numberOf(held(graph, node, 'rho'))
      const polyexponential = rho === 1 ? 'exponential' : `polyexponential${rho === 2 ? ' rho 2' : ''}`
      return {
        steps: numberOf(held(graph, node, 'steps')) ?? null,
        schedule:
          textOf(held(graph, node, 'scheduler')) ??
          (node.type === 'PolyexponentialScheduler'
            ? polyexponential
            : (scheduleTypes[node.type] ?? node.type)),
        denoise: numberOf(held(graph, node, 'denoise')) ?? null,
        unmapped: changed.map(type => unmapped('sigmas', type, 'Reroll takes schedules as they are')),
      }
    }
    changed.push(node.type)
  }
  return { steps: null, schedule: null, denoise: null, unmapped: [] }
}
