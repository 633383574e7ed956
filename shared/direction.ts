import type { Generation } from './generation.ts'
import type { Direction } from './steer.ts'

/** What every host has of the Web Crypto API. */
declare const crypto: {
  subtle: { digest(algorithm: 'SHA-256', data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> }
}

/** A direction's id: the SHA-256 of the line `space channelsxheightxwidth` and its numbers' bytes, in hexadecimal. */
export async function directionId({ space, dims, halves }: Direction): Promise<string> {
  const head = new TextEncoder().encode(`${space} ${dims.join('x')}\n`)
  const text = new Uint8Array(head.length + halves.length)
  text.set(head)
  text.set(halves, head.length)
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  return Array.from(sum, byte => byte.toString(16).padStart(2, '0')).join('')
}

/** Why a direction's numbers cannot be meant, in one sentence; null when they can. */
export function directionProblem({ dims, halves }: Direction): string | null {
  const count = dims[0] * dims[1] * dims[2]
  if (halves.length !== 2 * count)
    return `the direction has ${halves.length} bytes; ${dims.join(' x ')} numbers of half precision take ${2 * count}`
  for (let i = 1; i < halves.length; i += 2)
    if ((halves[i]! & 0x7c) === 0x7c) return 'the direction holds numbers that are not finite'
  return null
}

/** Ids of the directions that settings name, their past included. */
export const directionsNamed = ({ steer, past }: Pick<Generation, 'steer' | 'past'>): string[] => [
  ...new Set(
    [steer, ...past.map(branch => branch.steer ?? [])]
      .flat()
      .flatMap(knob => (knob.kind === 'direction' ? knob.id : [])),
  ),
]
