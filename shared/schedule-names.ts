/** The noise schedules by id, with the "Schedule type" that A1111 shows and writes into its pictures. */
export const scheduleNames = {
  normal: 'Normal',
  uniform: 'Uniform',
  karras: 'Karras',
  exponential: 'Exponential',
  polyexponential: 'Polyexponential',
  sgm_uniform: 'SGM Uniform',
  simple: 'Simple',
  ddim: 'DDIM',
  beta: 'Beta',
  kl_optimal: 'KL Optimal',
  align_your_steps: 'Align Your Steps',
} as const
export type ScheduleId = keyof typeof scheduleNames
