import type { Vocabulary } from './vocabulary.ts'

/** `sample_method_to_str` and `scheduler_to_str` of stable-diffusion.cpp. */
export const sdcpp: Vocabulary = {
  samplers: {
    euler: 'euler',
    euler_a: 'euler_a',
    heun: 'heun',
    dpm2: 'dpm2',
    'dpm++2s_a': 'dpmpp_2s_a',
    'dpm++2m': 'dpmpp_2m',
    'dpm++2mv2': ['dpmpp_2m', 'its second version takes other step sizes'],
    'dpm++2m_sde': 'dpmpp_2m_sde',
    'dpm++2m_sde_bt': ['dpmpp_2m_sde', 'its Brownian tree is another path of noise'],
    ddim_trailing: ['ddim', 'the spacing is the schedule here'],
    lms: 'lms',
    lcm: 'lcm',
    tcd: 'tcd',
  },
  schedules: {
    discrete: 'uniform',
    normal: 'uniform',
    default: 'uniform',
    karras: 'karras',
    exponential: 'exponential',
    ays: 'align_your_steps',
    sgm_uniform: 'sgm_uniform',
    simple: 'simple',
    kl_optimal: 'kl_optimal',
    beta: 'beta',
  },
  without: {
    samplers: [
      ...['ipndm', 'ipndm_v', 'res_multistep', 'res_2s', 'er_sde', 'euler_cfg_pp', 'euler_a_cfg_pp'],
      'euler_ge',
    ],
    schedules: [
      ...['gits', 'smoothstep', 'lcm', 'bong_tangent', 'ltx2', 'logit_normal', 'flux', 'flux2'],
      'llada_image',
    ],
  },
  implied: sampler => (sampler === 'lcm' || sampler === 'tcd' ? undefined : 'uniform'),
}
