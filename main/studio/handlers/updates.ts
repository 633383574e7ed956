import { version } from '#shared/version.ts'
import type { StudioHandlers } from '../host.ts'
import { isNewer } from '../updates/is-newer.ts'
import { type FeedPlace, ownFeed, signedFeed } from '../updates/signed-feed.ts'

/** `allowed` is asked each time: no request is made before somebody agreed, whatever a page asks for. */
export const updateHandlers = (
  allowed: () => boolean,
  place: FeedPlace | null = ownFeed,
): Pick<StudioHandlers, 'updates.check'> => ({
  'updates.check': async (_, { signal }) => {
    if (!place) return { state: 'none' }
    if (!allowed()) return { state: 'off' }
    const { version: newest, date, page } = await signedFeed(place, signal)
    return isNewer(newest, version) ? { state: 'newer', version: newest, date, page } : { state: 'newest' }
  },
})
