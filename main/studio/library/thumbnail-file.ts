import { join } from 'node:path'

/** Where a picture's thumbnail is kept: by id, so that every library shares them. */
export const thumbnailFile = (folder: string, id: string): string => join(folder, id.slice(0, 2), `${id}.png`)
