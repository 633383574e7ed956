import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { studioSettings } from '#shared/studio/settings.ts'

/** What must be known before the window shows, read ahead of the studio; garbage is nobody's concern here. */
export type Kept = { theme: 'system' | 'dark' | 'light'; place: unknown }

/** Under this key of the settings file the window's place lies, beside what a person set. */
export const placeKey = 'window'

export function readKept(data: string): Kept {
  try {
    const value = JSON.parse(readFileSync(join(data, 'settings.json'), 'utf8')) as Record<string, unknown>
    return { theme: studioSettings.shape.theme.catch('system').parse(value.theme), place: value[placeKey] }
  } catch {
    return { theme: 'system', place: undefined }
  }
}
