import { adapterText } from '#shared/adapters.ts'
import type { Session } from './session.ts'

export type Check = { name: string; ok: boolean; detail: string }

/** A device that cannot be used is no failure as long as the CPU can. */
export async function deviceChecks({ engine, signal }: Session): Promise<Check[]> {
  const devices = await engine.call('devices.list', undefined, { signal })
  return devices.map(({ id, name, usable, reason, adapters }) => ({
    name: `Device ${id}`,
    ok: usable || id !== 'cpu',
    detail: `${usable ? name : `${name} cannot be used: ${reason}`}${usable && adapters.length ? ` on ${adapters.map(adapterText).join('; ')}` : ''}`,
  }))
}
