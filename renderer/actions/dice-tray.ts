import type { Region } from '#shared/dice.ts'
import { randomSeed } from '#shared/seed.ts'
import { type DieKey, keysOf, locksWithoutRegion, withRegion, withSeed } from '../lib/dice-tray.ts'
import { setDesk, useDesk } from '../stores/desk.ts'
import { seedOf } from '../stores/request.ts'
import { toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { roll } from './roll.ts'

const mostRegions = 16

/** A new seed for one die alone. */
export const throwDie = (key: DieKey): void =>
  setDesk(({ dice }) => ({ dice: withSeed(dice, key, randomSeed()) }))

/** A typed seed is meant: it stays over the next roll. False when it is none. */
export function typeDie(key: DieKey, text: string): boolean {
  const seed = seedOf(text)
  if (seed === null) return false
  setDesk(({ dice, diceLocks }) => ({
    dice: withSeed(dice, key, seed),
    diceLocks: [...new Set([...diceLocks, key])],
  }))
  return true
}

export const lockDie = (key: DieKey, locked: boolean): void =>
  setDesk(({ diceLocks }) => ({
    diceLocks: [...diceLocks.filter(lock => lock !== key), ...(locked ? [key] : [])],
  }))

/** Back to the main seed; a region goes altogether. */
export const freeDie = (key: DieKey): void =>
  setDesk(({ dice, diceLocks }) => ({
    dice: withSeed(dice, key, null),
    diceLocks: key.startsWith('region')
      ? locksWithoutRegion(diceLocks, Number(key.split(':')[1]))
      : diceLocks.filter(lock => lock !== key),
  }))

/** One more part of the picture with noise of its own. */
export function addRegion(place: Omit<Region, 'seed'>): void {
  const { dice } = useDesk.getState()
  if (dice.regions.length >= mostRegions) return void toast(t.diceParts.mostRegions, { tone: 'error' })
  setDesk({ dice: { ...dice, regions: [...dice.regions, { seed: randomSeed(), ...place }] } })
}

export const changeRegion = (n: number, region: Region): void =>
  setDesk(({ dice }) => ({ dice: withRegion(dice, n, region) }))

/** Another layout, or another texture, and everything else as it is; rolled at once. */
export async function rollOnly(key: 'layout' | 'texture'): Promise<void> {
  setDesk(({ dice, around }) => {
    const thrown = withSeed(dice, key, randomSeed())
    return {
      dice: thrown,
      diceLocks: keysOf(thrown).filter(other => other !== key),
      locked: true,
      around: around && { ...around, held: true },
    }
  })
  await roll()
}
