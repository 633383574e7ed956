import type { SamplerId } from '../../sampler-names.ts'
import type { ScheduleId } from '../../schedule-names.ts'

/** Ours that is the same, or ours that comes nearest and what differs. */
export type Choice<Id extends string> = Id | readonly [Id, differs: string]

/** Several programs leave a noise level out for some samplers, against k-diffusion (A1111 `discard_next_to_last_sigma`). */
export const lastButOne = 'the last noise level but one is left out there, and kept here'

/** How a family of programs calls samplers and schedules, in small letters. */
export type Vocabulary = {
  samplers: Readonly<Record<string, Choice<SamplerId>>>
  schedules: Readonly<Record<string, Choice<ScheduleId>>>
  /** What it has and Reroll does not. */
  without: { samplers: readonly string[]; schedules: readonly string[] }
  /** The schedule that holds where a file names none. */
  implied?: (sampler: SamplerId) => ScheduleId | undefined
}
