import { StudioError } from '#shared/errors.ts'
import { commit, version } from '#shared/version.ts'
import type { HostHandlers } from '../studio/host.ts'
import { untilAborted } from '../studio/listeners.ts'
import { feedHost } from '../studio/updates/signed-feed.ts'

const onlyInWindow = (what: string) => () => {
  throw new StudioError(
    'invalid-input',
    `${what} is for the browser to do; this studio is served without a window`,
  )
}

/** A browser saves, copies and drags by itself, and knows no folders. */
export const servedHost: HostHandlers = {
  'host.info': () => ({
    kind: 'served',
    platform: process.platform,
    version,
    commit,
    feed: feedHost,
    can: { saveAs: false, copy: false, reveal: false, dragOut: false, chooseFolder: false },
  }),
  'host.chooseFolder': onlyInWindow('Choosing a folder'),
  'host.saveFiles': onlyInWindow('Saving files'),
  'host.watch': (_, { signal }) => untilAborted(signal),
  'models.reveal': onlyInWindow("Opening a model's folder"),
  'pictures.saveAs': onlyInWindow('Saving a picture elsewhere'),
  'pictures.copy': onlyInWindow('Copying a picture'),
  'pictures.reveal': onlyInWindow('Showing a picture in its folder'),
  'pictures.dragOut': onlyInWindow('Dragging a picture out'),
}
