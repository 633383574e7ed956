/** The samplers by id, with the name that A1111, ComfyUI and InvokeAI users know. */
export const samplerNames = {
  euler: 'Euler',
  euler_a: 'Euler a',
  heun: 'Heun',
  dpm2: 'DPM2',
  dpm2_a: 'DPM2 a',
  lms: 'LMS',
  dpmpp_2m: 'DPM++ 2M',
  dpmpp_2m_sde: 'DPM++ 2M SDE',
  dpmpp_sde: 'DPM++ SDE',
  dpmpp_2s_a: 'DPM++ 2S a',
  dpmpp_3m_sde: 'DPM++ 3M SDE',
  ddim: 'DDIM',
  ddpm: 'DDPM',
  plms: 'PLMS',
  unipc: 'UniPC',
  lcm: 'LCM',
  tcd: 'TCD',
} as const
export type SamplerId = keyof typeof samplerNames

/** Those that draw noise of their own on the way, unless told not to. */
export const drawsNoise: ReadonlySet<SamplerId> = new Set([
  'euler_a',
  'dpm2_a',
  'dpmpp_2m_sde',
  'dpmpp_sde',
  'dpmpp_2s_a',
  'dpmpp_3m_sde',
  'ddpm',
  'lcm',
  'tcd',
])
