import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where this program keeps things, in the way of each system; hosts may name other places. */
type Places = { data: string; cache: string; pictures: string }

const home = homedir()
const places: Partial<Record<NodeJS.Platform, () => Places>> = {
  darwin: () => ({
    data: join(home, 'Library', 'Application Support', 'Reroll'),
    cache: join(home, 'Library', 'Caches', 'Reroll'),
    pictures: join(home, 'Pictures', 'Reroll'),
  }),
  win32: () => ({
    data: join(process.env.APPDATA || join(home, 'AppData', 'Roaming'), 'Reroll'),
    cache: join(process.env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Reroll', 'Cache'),
    pictures: join(home, 'Pictures', 'Reroll'),
  }),
}
const xdg = (): Places => ({
  data: join(process.env.XDG_DATA_HOME || join(home, '.local', 'share'), 'reroll'),
  cache: join(process.env.XDG_CACHE_HOME || join(home, '.cache'), 'reroll'),
  pictures: join(process.env.XDG_PICTURES_DIR || join(home, 'Pictures'), 'Reroll'),
})
const here = () => (places[process.platform] ?? xdg)()

/** Settings, the session, the queue: small, and missed when they are gone. REROLL_DATA names another place. */
export const dataFolder = (): string => process.env.REROLL_DATA || here().data

/** The shelf of knobs, within a data folder. */
export const knobsFolder = (data: string = dataFolder()): string => join(data, 'knobs')

/** Images and drawings that settings name, within a data folder. */
export const assetsFolder = (data: string = dataFolder()): string => join(data, 'assets')

/** The index, thumbnails, samples: may be deleted at any time. REROLL_CACHE names another place. */
export const cacheFolder = (): string => process.env.REROLL_CACHE || here().cache

/** The library's folder until a person chooses one. */
export const picturesFolder = (): string => here().pictures
