import { useLayoutEffect } from 'react'
import { useSettings } from './stores/settings.ts'

type Theme = 'system' | 'dark' | 'light'
const key = 'reroll-theme'
const dark = () => matchMedia('(prefers-color-scheme: dark)')
const still = () => matchMedia('(prefers-reduced-motion: reduce)')

function paint(theme: Theme): void {
  document.documentElement.dataset.theme = theme === 'system' ? (dark().matches ? 'dark' : 'light') : theme
}

/** Before the settings have come: the theme of last time, so that the window does not flash. */
export const paintEarly = (): void => paint((localStorage.getItem(key) as Theme | null) ?? 'system')

/** Writes theme and motion onto the root, where the style sheets read them. */
export function useTheme(): void {
  const loaded = useSettings(state => state.loaded)
  const theme = useSettings(({ settings }) => settings.theme)
  const motion = useSettings(({ settings }) => settings.reducedMotion)
  useLayoutEffect(() => {
    const apply = () => {
      if (loaded) paint(theme)
      document.documentElement.dataset.still = String(
        motion === 'on' || (motion === 'system' && still().matches),
      )
    }
    apply()
    if (loaded) localStorage.setItem(key, theme)
    const queries = [dark(), still()]
    for (const query of queries) query.addEventListener('change', apply)
    return () => {
      for (const query of queries) query.removeEventListener('change', apply)
    }
  }, [loaded, theme, motion])
}
