import { describe, expect, test } from 'vitest'
import { foreign } from '#shared/interchange/foreign.ts'
import { samplingOf, vocabularyOf } from '#shared/interchange/sampling.ts'
import { type SamplerId, samplerNames } from '#shared/sampler-names.ts'
import { type ScheduleId, scheduleNames } from '#shared/schedule-names.ts'

const ours = (program: string, sampler: string | null, schedule: string | null = null) => {
  const found = samplingOf(foreign(program, { sampler, schedule }))
  return [found.sampler, found.schedule, found.unmapped.length]
}

/** Lists as the programs' sources have them; each name must be one of ours or be known to have no counterpart. */
const lists: Record<string, { samplers: string[]; schedules: string[] }> = {
  a1111: {
    samplers: [
      ...[
        'DPM++ 2M',
        'DPM++ SDE',
        'DPM++ 2M SDE',
        'DPM++ 2M SDE Heun',
        'DPM++ 2S a',
        'DPM++ 3M SDE',
        'Euler a',
      ],
      ...[
        'Euler',
        'LMS',
        'Heun',
        'DPM2',
        'DPM2 a',
        'DPM fast',
        'DPM adaptive',
        'Restart',
        'DDIM',
        'DDIM CFG++',
      ],
      ...['PLMS', 'UniPC', 'LCM'],
    ],
    schedules: [
      ...[
        'Uniform',
        'Karras',
        'Exponential',
        'Polyexponential',
        'SGM Uniform',
        'KL Optimal',
        'Align Your Steps',
      ],
      ...['Simple', 'Normal', 'DDIM', 'Beta'],
    ],
  },
  forge: {
    samplers: ['HeunPP2', 'IPNDM', 'IPNDM_V', 'DEIS', 'DDPM', 'TCD', 'Euler CFG++'],
    schedules: ['Turbo', 'Align Your Steps GITS', 'Align Your Steps 11', 'Align Your Steps 32'],
  },
  comfyui: {
    samplers: [
      ...['euler', 'euler_cfg_pp', 'euler_ancestral', 'euler_ancestral_cfg_pp', 'heun', 'heunpp2', 'dpm_2'],
      ...['dpm_2_ancestral', 'lms', 'dpm_fast', 'dpm_adaptive', 'dpmpp_2s_ancestral'],
      ...['dpmpp_2s_ancestral_cfg_pp', 'dpmpp_sde', 'dpmpp_sde_gpu', 'dpmpp_2m', 'dpmpp_2m_cfg_pp'],
      ...['dpmpp_2m_sde', 'dpmpp_2m_sde_gpu', 'dpmpp_2m_sde_heun', 'dpmpp_2m_sde_heun_gpu', 'dpmpp_3m_sde'],
      ...['dpmpp_3m_sde_gpu', 'ddpm', 'lcm', 'ipndm', 'ipndm_v', 'deis', 'res_multistep'],
      ...['res_multistep_cfg_pp', 'res_multistep_ancestral', 'res_multistep_ancestral_cfg_pp'],
      ...['gradient_estimation', 'gradient_estimation_cfg_pp', 'er_sde', 'seeds_2', 'seeds_3', 'sa_solver'],
      ...['sa_solver_pece', 'ddim', 'uni_pc', 'uni_pc_bh2'],
    ],
    schedules: [
      ...['simple', 'sgm_uniform', 'karras', 'exponential', 'ddim_uniform', 'beta', 'normal'],
      ...['linear_quadratic', 'kl_optimal'],
    ],
  },
  fooocus: {
    samplers: ['tcd', 'uni_pc_bh2'],
    schedules: ['lcm', 'turbo', 'align_your_steps', 'tcd', 'edm_playground_v2.5'],
  },
  invokeai: {
    samplers: [
      ...[
        'ddim',
        'ddpm',
        'deis',
        'lms',
        'pndm',
        'heun',
        'euler',
        'euler_a',
        'kdpm_2',
        'kdpm_2_a',
        'dpmpp_2s',
      ],
      ...['dpmpp_2m', 'dpmpp_2m_sde', 'dpmpp_3m', 'dpmpp_sde', 'er_sde', 'unipc', 'lcm', 'tcd'],
      ...[
        'k_lms',
        'k_heun',
        'k_euler',
        'k_euler_a',
        'k_dpm_2',
        'k_dpm_2_a',
        'k_dpmpp_2',
        'k_dpmpp_2_a',
        'plms',
      ],
    ],
    schedules: ['karras', 'of the model'],
  },
  novelai: {
    samplers: [
      ...[
        'k_euler',
        'k_euler_ancestral',
        'k_dpmpp_2s_ancestral',
        'k_dpmpp_2m',
        'k_dpmpp_2m_sde',
        'k_dpmpp_sde',
      ],
      ...['ddim', 'ddim_v3', 'k_lms', 'plms', 'k_heun', 'k_dpm_2', 'k_dpm_2_ancestral', 'k_dpm_fast'],
      ...['k_dpm_adaptive', 'nai_smea', 'nai_smea_dyn'],
    ],
    schedules: ['native', 'karras', 'exponential', 'polyexponential'],
  },
  sdcpp: {
    samplers: [
      ...['euler', 'euler_a', 'heun', 'dpm2', 'dpm++2s_a', 'dpm++2m', 'dpm++2mv2', 'ipndm', 'ipndm_v', 'lcm'],
      ...['ddim_trailing', 'tcd', 'res_multistep', 'res_2s', 'er_sde', 'euler_cfg_pp', 'euler_a_cfg_pp'],
      ...['euler_ge', 'dpm++2m_sde', 'dpm++2m_sde_bt', 'lms'],
    ],
    schedules: [
      ...['discrete', 'karras', 'exponential', 'ays', 'gits', 'sgm_uniform', 'simple', 'smoothstep'],
      ...['kl_optimal', 'lcm', 'bong_tangent', 'ltx2', 'logit_normal', 'flux2', 'flux', 'beta', 'normal'],
    ],
  },
  'easy-diffusion': {
    samplers: [
      ...['plms', 'ddim', 'heun', 'euler', 'euler_a', 'dpm2', 'dpm2_a', 'lms', 'dpm_solver_stability'],
      ...['dpmpp_2s_a', 'dpmpp_2m', 'dpmpp_2m_sde', 'dpmpp_sde', 'ddpm', 'deis', 'unipc_snr', 'unipc_tu'],
    ],
    schedules: [],
  },
}

describe('every name that a program can write', () => {
  for (const [program, { samplers, schedules }] of Object.entries(lists))
    test(program, () => {
      for (const name of samplers) {
        const { sampler, unmapped } = samplingOf(foreign(program, { sampler: name }))
        const known = vocabularyOf[program]?.without.samplers.includes(name.toLowerCase())
        expect([name, sampler === undefined], unmapped[0]?.why).toEqual([name, known])
        if (known) expect(unmapped[0]?.why).toMatch(/^Reroll has no sampler like it/)
      }
      for (const name of schedules) {
        const { schedule, unmapped } = samplingOf(foreign(program, { schedule: name }))
        const known = vocabularyOf[program]?.without.schedules.includes(name.toLowerCase())
        expect([name, schedule === undefined], unmapped[0]?.why).toEqual([name, known])
      }
    })
})

test('the tables name only what Reroll has, in small letters', () => {
  for (const { samplers, schedules, without } of Object.values(vocabularyOf)) {
    for (const choice of Object.values(samplers))
      expect(samplerNames).toHaveProperty(typeof choice === 'string' ? choice : choice[0])
    for (const choice of Object.values(schedules))
      expect(scheduleNames).toHaveProperty(typeof choice === 'string' ? choice : choice[0])
    const names = [
      ...Object.keys(samplers),
      ...Object.keys(schedules),
      ...without.samplers,
      ...without.schedules,
    ]
    expect(names).toEqual(names.map(name => name.toLowerCase()))
    for (const name of without.samplers) expect(samplers).not.toHaveProperty([name])
    for (const name of without.schedules) expect(schedules).not.toHaveProperty([name])
  }
})

test('each sampler of ours can be reached from A1111 and from our own text', () => {
  for (const [id, name] of Object.entries(samplerNames)) {
    expect(ours('a1111', name)[0]).toBe(id)
    expect(ours('reroll', name)).toEqual([id, undefined, 0])
  }
  for (const [id, name] of Object.entries(scheduleNames))
    expect(ours('reroll', 'Euler', name)).toEqual(['euler', id, 0])
})

describe('pairs', () => {
  test.each<
    [
      program: string,
      sampler: string,
      schedule: string | null,
      SamplerId | undefined,
      ScheduleId | undefined,
      notes: number,
    ]
  >([
    ['a1111', 'DPM++ 2M Karras', null, 'dpmpp_2m', 'karras', 0],
    ['a1111', 'DPM++ 3M SDE Exponential', null, 'dpmpp_3m_sde', 'exponential', 1],
    ['a1111', 'DPM++ 2M', 'Karras', 'dpmpp_2m', 'karras', 0],
    ['a1111', 'DPM++ 2M', 'Automatic', 'dpmpp_2m', 'karras', 0],
    ['a1111', 'DPM++ 3M SDE', 'Automatic', 'dpmpp_3m_sde', 'exponential', 1],
    ['a1111', 'DPM++ 2M SDE', 'Automatic', 'dpmpp_2m_sde', 'exponential', 0],
    ['a1111', 'DPM2 a', 'Automatic', 'dpm2_a', 'karras', 1],
    ['a1111', 'UniPC', 'Automatic', 'unipc', undefined, 1],
    ['a1111', 'Euler a', 'Automatic', 'euler_a', 'uniform', 0],
    ['a1111', 'DPM++ 2M', null, 'dpmpp_2m', 'uniform', 0],
    ['a1111', 'DDIM', null, 'ddim', 'ddim', 0],
    ['a1111', 'LCM', null, 'lcm', undefined, 0],
    ['a1111', 'Euler', 'Polyexponential', 'euler', 'exponential', 0],
    ['a1111', 'DPM++ 2M SDE Heun', 'Karras', 'dpmpp_2m_sde', 'karras', 1],
    ['a1111', 'DPM adaptive', 'Karras', undefined, 'karras', 1],
    ['a1111', 'EulerAncestralDiscreteScheduler', null, 'euler_a', 'uniform', 0],
    ['a1111', 'k_dpmpp_2m', null, 'dpmpp_2m', 'uniform', 0],
    ['a1111', 'something new', 'something else', undefined, undefined, 2],
    ['comfyui', 'dpmpp_2m', 'karras', 'dpmpp_2m', 'karras', 0],
    ['comfyui', 'euler_ancestral', 'normal', 'euler_a', 'uniform', 0],
    ['comfyui', 'ddim', 'ddim_uniform', 'ddim', 'ddim', 0],
    ['comfyui', 'uni_pc', 'simple', 'unipc', 'simple', 1],
    ['comfyui', 'uni_pc_bh2', 'simple', 'unipc', 'simple', 1],
    ['comfyui', 'dpm_2', 'karras', 'dpm2', 'karras', 1],
    ['invokeai', 'dpmpp_2m_sde', 'karras', 'dpmpp_2m_sde', 'karras', 0],
    ['invokeai', 'pndm', 'of the model', 'plms', 'normal', 0],
    ['invokeai', 'dpmpp_3m', 'karras', 'dpmpp_2m', 'karras', 1],
    ['novelai', 'k_euler_ancestral', 'native', 'euler_a', 'uniform', 0],
    ['sdcpp', 'dpm++2m', 'karras', 'dpmpp_2m', 'karras', 0],
    ['sdcpp', 'euler', null, 'euler', 'uniform', 0],
    ['draw-things', 'DPM++ 2M Karras', null, 'dpmpp_2m', 'karras', 0],
    ['draw-things', 'Euler A Trailing', null, 'euler_a', 'simple', 0],
    ['draw-things', 'DPM++ SDE AYS', null, 'dpmpp_sde', 'align_your_steps', 0],
  ])('%s: %s, %s', (program, sampler, schedule, id, scheduleId, notes) => {
    expect(ours(program, sampler, schedule)).toEqual([id, scheduleId, notes])
  })

  test('nothing told is nothing chosen, and nothing to explain', () => {
    expect(ours('comfyui', null)).toEqual([undefined, undefined, 0])
    expect(ours('a1111', '')).toEqual([undefined, undefined, 0])
  })

  test('names like those of properties are no names', () => {
    expect(ours('a1111', 'constructor', '__proto__')).toEqual([undefined, undefined, 2])
  })
})
