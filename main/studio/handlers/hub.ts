import type { HubInfo } from '#shared/studio/hub.ts'
import type { StudioHandlers } from '../host.ts'
import { lookAt, searchHub } from '../hub/api.ts'
import type { Downloads } from '../hub/downloads.ts'
import { endpointOf, ownEndpoint, parseEndpoint } from '../hub/endpoint.ts'
import { type HubClient, patience } from '../hub/request.ts'
import type { TokenKeeper } from '../hub/token.ts'
import { untilAborted } from '../listeners.ts'
import { changePlaces, readPlaces } from '../models/places.ts'

type Names = Extract<keyof StudioHandlers, `hub.${string}`>

/** Who asks the hub now: where, as whom, how patiently. */
export const hubClient = async (token: TokenKeeper): Promise<HubClient> => ({
  endpoint: endpointOf((await readPlaces()).endpoint),
  token: (await token.read())?.value ?? null,
  ...patience,
})

export type HubParts = { token: TokenKeeper; downloads: Downloads; client: () => Promise<HubClient> }

export function hubHandlers({ token, downloads, client }: HubParts): Pick<StudioHandlers, Names> {
  const info = async (): Promise<HubInfo> => {
    const endpoint = endpointOf((await readPlaces()).endpoint)
    return {
      endpoint,
      ownEndpoint: endpoint !== ownEndpoint,
      token: (await token.read())?.from ?? 'none',
      keychain: token.keychain,
    }
  }
  return {
    'hub.info': info,
    'hub.setEndpoint': async ({ endpoint }) => {
      const parsed = endpoint?.trim() ? parseEndpoint(endpoint) : null
      await changePlaces(() => ({ endpoint: parsed }))
      return info()
    },
    'hub.setToken': async ({ token: value }) => {
      await token.set(value)
      return info()
    },
    'hub.search': async ({ text }, { signal }) => searchHub(await client(), text, signal),
    'hub.repository': async (place, { signal }) => (await lookAt(await client(), place, signal)).repository,
    'hub.download': async (wish, { signal }) => ({ download: await downloads.begin(wish, signal) }),
    'hub.pause': ({ download }) => downloads.pause(download),
    'hub.resume': ({ download }) => downloads.resume(download),
    'hub.discard': ({ download }) => downloads.discard(download),
    'hub.watch': (_, { signal, emit }) => {
      const stop = downloads.watch(emit)
      return untilAborted(signal).finally(stop)
    },
  }
}
