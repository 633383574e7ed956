import { copyFileSync, readFileSync, renameSync } from 'node:fs'
import { writeProblem } from '#engine/files/problem.ts'
import { StudioError } from '#shared/errors.ts'
import { type StudioSettings, studioSettings } from '#shared/studio/settings.ts'
import { listeners } from '../listeners.ts'

/** What `conf` and `electron-store` have in common: the whole of it, written at once when it is set. */
export type SettingsStore = { store: Record<string, unknown> }

export type SettingsOptions = {
  /** Where the store keeps its file: looked at before the store is opened, which would throw. */
  file: string
  open: () => SettingsStore
}

export type Settings = ReturnType<typeof openSettings>

/**
 * What a person set once. A file that is garbage is kept aside and the defaults hold; single values that make no sense
 * are replaced by their defaults, and a copy of the file is kept. `problem` tells either.
 * Keys of others in the same file (the window's place) are left alone.
 */
export function openSettings({ file, open }: SettingsOptions) {
  const broken = keepBroken(file)
  const { store, values, unopened } = opened(open)
  const { settings: read, dropped } = sensible(values)
  let settings = read
  const problem = broken ?? unopened ?? (dropped.length ? replaced(file, dropped) : null)
  const changes = listeners<StudioSettings>()
  /** What was set and could not be written: it goes along with what is set next. */
  let owed: Owed = nothingOwed
  const changed = (before: Record<string, unknown>) =>
    without(
      { ...before, ...owed.given },
      owed.unset.filter(key => Object.hasOwn(studioSettings.shape, key)),
    )
  const write = () => {
    // Read anew: the window keeps its place in the same file.
    store.store = changed(store.store)
    owed = nothingOwed
  }
  return {
    problem,
    get: () => settings,
    onChange: changes.add,
    /** Writes what could not be written when it was set, where that is possible now. */
    close(): void {
      try {
        if (owed !== nothingOwed) write()
      } catch {
        // It was told when it was set.
      }
    },
    /**
     * Errors: `disk-full`, `not-writable` when the file cannot be written; the settings hold until the program ends, and
     * are written with the next that are set, or when it ends.
     */
    set(change: Partial<StudioSettings>, unset: readonly string[] = []): StudioSettings {
      const now = Object.entries(change).filter(([, value]) => value !== undefined)
      owed = {
        given: { ...without(owed.given, unset), ...Object.fromEntries(now) },
        unset: [...owed.unset.filter(key => !Object.hasOwn(change, key)), ...unset],
      }
      settings = sensible(changed(settings)).settings
      try {
        write()
      } catch (error) {
        throw unsaved(file, error)
      } finally {
        changes.tell(settings)
      }
      return settings
    },
  }
}

type Owed = { given: Record<string, unknown>; unset: readonly string[] }
const nothingOwed: Owed = { given: {}, unset: [] }

const without = (values: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)))

function unsaved(file: string, error: unknown): StudioError {
  const { code, message } = writeProblem(file, error)
  return new StudioError(code, `The settings could not be saved: ${message}`, {
    cause: error,
  })
}

/** A store that cannot be opened costs memory of what is set, not the studio. */
function opened(open: () => SettingsStore) {
  try {
    const store = open()
    return { store, values: store.store, unopened: null }
  } catch (error) {
    const unopened = `The settings cannot be kept (${(error as Error).message}); they hold until the end`
    const store: SettingsStore = { store: {} }
    return { store, values: {}, unopened }
  }
}

const stamp = () => new Date().toISOString().replace(/[:.]/g, '-')

function keepBroken(file: string): string | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return null
  }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return null
  } catch {}
  const kept = `${file}.kept-${stamp()}`
  try {
    renameSync(file, kept)
  } catch {}
  return `The settings file could not be read; the defaults hold now, and the file was kept as ${kept}`
}

/** Each value for itself: one that makes no sense takes no other along. */
function sensible(value: Record<string, unknown>): { settings: StudioSettings; dropped: string[] } {
  const dropped: string[] = []
  const kept: Record<string, unknown> = {}
  for (const [key, schema] of Object.entries(studioSettings.shape)) {
    if (!Object.hasOwn(value, key)) continue
    if (schema.safeParse(value[key]).success) kept[key] = value[key]
    else dropped.push(key)
  }
  return { settings: studioSettings.parse(kept), dropped }
}

function replaced(file: string, dropped: readonly string[]): string {
  const kept = `${file}.kept-${stamp()}`
  try {
    copyFileSync(file, kept)
  } catch {}
  return `The settings hold values that make no sense (${dropped.join(', ')}); their defaults hold now, and a copy of the file was kept as ${kept}`
}
