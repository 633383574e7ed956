import { type Latent, type Sampler, stepsOf } from '../sampler.ts'
import { mix, sum } from '../tensor-math.ts'
import { ancestralStep } from './ancestral-step.ts'

/**
 * DPM-Solver++ (stochastic), single step of second order with its midpoint in log sigma; eta 1 unless told.
 * Asks for noise twice a step, to the midpoint and to the end, which must come from one Brownian path.
 */
export const dpmppSde: Sampler = async (denoise, x, sigmas, { noise, onBegin, onStep, eta = 1 }) => {
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    if (next === 0) {
      x = denoised
      continue
    }
    const jump = (to: number, target: Latent): Latent => {
      const { down, up } = ancestralStep(sigma, to, eta)
      const moved = mix(down / sigma, x, 1 - down / sigma, target)
      return up > 0 ? mix(1, moved, up, noise(sigma, to)) : moved
    }
    const middle = Math.sqrt(sigma * next)
    const again = await denoise(jump(middle, denoised), middle)
    x = jump(next, again)
  }
  return x
}

/** DPM-Solver++(2M) SDE, midpoint form, Lu et al. 2022, arXiv:2211.01095, appendix on SDE solvers; eta 1 unless told. */
export const dpmpp2mSde: Sampler = async (denoise, x, sigmas, { noise, onBegin, onStep, eta = 1 }) => {
  let last: { denoised: Latent; h: number } | undefined
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    if (next === 0) {
      x = denoised
      continue
    }
    const h = Math.log(sigma / next)
    const gain = -Math.expm1(-h - eta * h)
    const slope = last ? (gain * h) / (2 * last.h) : 0
    x = sum([
      [Math.exp(-h - eta * h), x],
      [gain + slope, denoised],
      [-slope, last?.denoised ?? denoised],
    ])
    if (eta > 0) x = mix(1, x, next * Math.sqrt(-Math.expm1(-2 * eta * h)), noise(sigma, next))
    last = { denoised, h }
  }
  return x
}

/** DPM-Solver++(3M) SDE: third order from the last three predictions; eta 1 unless told. */
export const dpmpp3mSde: Sampler = async (denoise, x, sigmas, { noise, onBegin, onStep, eta = 1 }) => {
  let last: { denoised: Latent; h: number } | undefined
  let older: { denoised: Latent; h: number } | undefined
  for (const { sigma, next, ...at } of stepsOf(sigmas, onBegin)) {
    const denoised = await denoise(x, sigma)
    await onStep?.({ ...at, sigma, x, denoised })
    if (next === 0) {
      x = denoised
      continue
    }
    const h = Math.log(sigma / next)
    const reach = h * (1 + eta)
    const phi1 = -Math.expm1(-reach)
    const phi2 = 1 - phi1 / reach
    let moved = mix(1 - phi1, x, phi1, denoised)
    if (last && older) {
      const r0 = last.h / h
      const r1 = older.h / h
      const d10 = mix(1 / r0, denoised, -1 / r0, last.denoised)
      const d11 = mix(1 / r1, last.denoised, -1 / r1, older.denoised)
      const phi3 = phi2 / reach - 0.5
      // first and second derivative of the prediction: d10 + (d10 - d11) * r0 / (r0 + r1), (d10 - d11) / (r0 + r1)
      const bend = (phi2 * r0 - phi3) / (r0 + r1)
      moved = sum([
        [1, moved],
        [phi2 + bend, d10],
        [-bend, d11],
      ])
    } else if (last) {
      const slope = (phi2 * h) / last.h
      moved = sum([
        [1, moved],
        [slope, denoised],
        [-slope, last.denoised],
      ])
    }
    x = eta > 0 ? mix(1, moved, next * Math.sqrt(-Math.expm1(-2 * eta * h)), noise(sigma, next)) : moved
    older = last
    last = { denoised, h }
  }
  return x
}
