import { create } from 'zustand'
import { type StudioSettings, studioSettings } from '#shared/studio/settings.ts'
import { call, whenOpen } from '../api.ts'
import { explain } from './toasts.ts'

type State = { settings: StudioSettings; problem: string | null; loaded: boolean }

export const useSettings = create<State>(() => ({
  settings: studioSettings.parse({}),
  problem: null,
  loaded: false,
}))

whenOpen(async () => useSettings.setState({ ...(await call('settings.get', undefined)), loaded: true }))

/** Shown at once, put right when the host says otherwise. `undefined` takes a choice back. */
export async function changeSettings(
  change: {
    [K in keyof StudioSettings]?: StudioSettings[K] | undefined
  },
): Promise<void> {
  const before = useSettings.getState().settings
  const unset = Object.keys(change).filter(key => change[key as keyof StudioSettings] === undefined)
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  useSettings.setState({ settings: { ...before, ...change } as StudioSettings })
  try {
    useSettings.setState({ settings: await call('settings.set', { change: set, unset }) })
  } catch (error) {
    useSettings.setState({ settings: before })
    explain(error)
  }
}
