/**
 * Splits a step from sigma `from` to `to` into a deterministic part down to `down` and fresh noise of standard
 * deviation `up`, with down^2 + up^2 = to^2. At eta 1 it is the posterior of DDPM (Ho et al. 2020, eq. 7).
 */
export function ancestralStep(from: number, to: number, eta: number): { down: number; up: number } {
  const up = Math.min(to, eta * Math.sqrt((to * to * (from * from - to * to)) / (from * from)))
  return { down: Math.sqrt(to * to - up * up), up }
}
