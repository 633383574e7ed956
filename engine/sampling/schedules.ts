import type { ScheduleId } from '#shared/schedule-names.ts'
import type { NoiseLevels } from './noise-levels.ts'
import type { SchedulerConfig } from './scheduler-config.ts'
import {
  type AlignedSteps,
  alignYourSteps,
  exponential,
  karras,
  klOptimal,
  overRange,
  polyexponential,
} from './schedules/ramps.ts'
import { beta, ddimUniform, normal, sgmUniform, simple, uniform } from './schedules/timesteps.ts'

export type ScheduleRow = {
  /** The program and function whose numbers this row gives. */
  twin: string
  /**
   * steps + 1 strictly falling sigmas that end in 0, for 1 to 150 steps. `aligned` picks the table that Align Your
   * Steps reads: the one made for models like Stable Diffusion 1.5 unless told.
   */
  sigmas(levels: NoiseLevels, steps: number, aligned?: AlignedSteps): number[]
}

/**
 * `normal` is what the model's config asks for, so it always equals, or nearly equals, one of the others: `ddim`
 * for leading spacing with offset 1, `uniform` for linspace, `simple` for trailing.
 */
export const schedules = {
  normal: { twin: 'diffusers EulerDiscreteScheduler.set_timesteps', sigmas: normal },
  uniform: { twin: 'k-diffusion DiscreteSchedule.get_sigmas', sigmas: uniform },
  karras: { twin: 'k-diffusion get_sigmas_karras (rho 7)', sigmas: overRange(karras) },
  exponential: { twin: 'k-diffusion get_sigmas_exponential', sigmas: overRange(exponential) },
  // rho 1, A1111's own default, would be `exponential` over again
  polyexponential: {
    twin: 'k-diffusion get_sigmas_polyexponential (rho 2)',
    sigmas: overRange(polyexponential(2)),
  },
  sgm_uniform: { twin: 'ComfyUI normal_scheduler (sgm)', sigmas: sgmUniform },
  simple: { twin: 'ComfyUI simple_scheduler', sigmas: simple },
  ddim: { twin: 'ComfyUI ddim_scheduler', sigmas: ddimUniform },
  beta: { twin: 'ComfyUI beta_scheduler (0.6, 0.6)', sigmas: beta },
  kl_optimal: { twin: 'ComfyUI kl_optimal_scheduler', sigmas: overRange(klOptimal) },
  align_your_steps: {
    twin: 'A1111 get_align_your_steps_sigmas',
    sigmas: (levels, steps, aligned = 'sd15') => overRange(alignYourSteps(aligned))(levels, steps),
  },
} satisfies Record<ScheduleId, ScheduleRow>

/** The schedule for a config as it stands: its ramp where it names one, else its own spacing. */
export const scheduleOf = ({ ramp }: SchedulerConfig): ScheduleId => ramp ?? 'normal'
