import type { Latent, Noise } from './sampler.ts'
import { mix } from './tensor-math.ts'

/**
 * Noise for stochastic samplers as the increments of one Brownian path over sigma, divided by the root of their
 * length. Intervals that lie apart get independent noise, exactly what `fresh` draws, in order; intervals that
 * overlap share the path on what they have in common, as a solver that looks at a midpoint needs.
 * An interval that starts above the last one's start begins a new path. `fresh` draws one unit-variance latent.
 */
export function brownian(fresh: () => Latent): Noise {
  // known points of the path, sigma falling; only those that a coming interval can still touch
  let path: { sigma: number; value: Latent }[] = []

  const walkTo = (sigma: number): Latent => {
    const after = path.findIndex(point => point.sigma <= sigma)
    const below = path[after]
    if (below?.sigma === sigma) return below.value
    const above = after === -1 ? path.at(-1)! : path[after - 1]!
    const drawn = fresh()
    let value: Latent
    if (below) {
      // between two known points the path is a Brownian bridge
      const share = (above.sigma - sigma) / (above.sigma - below.sigma)
      const spread = Math.sqrt(share * (sigma - below.sigma))
      value = mix(1, mix(1 - share, above.value, share, below.value), spread, drawn)
      path.splice(after, 0, { sigma, value })
    } else {
      value = mix(1, above.value, Math.sqrt(above.sigma - sigma), drawn)
      path.push({ sigma, value })
    }
    return value
  }

  return (from, to) => {
    const highest = path[0]
    const lowest = path.at(-1)
    if (!highest || !lowest || from > highest.sigma || from <= lowest.sigma) {
      const drawn = fresh()
      path = [
        { sigma: from, value: new Float32Array(drawn.length) },
        { sigma: to, value: drawn.map(value => value * Math.sqrt(from - to)) },
      ]
      return drawn
    }
    const start = walkTo(from)
    path = path.filter(point => point.sigma <= from)
    const scale = 1 / Math.sqrt(from - to)
    return mix(scale, walkTo(to), -scale, start)
  }
}
