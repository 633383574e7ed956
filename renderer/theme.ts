import { useEffect } from 'react'
import { useSettings } from './stores/settings.ts'

const dark = () => matchMedia('(prefers-color-scheme: dark)')
const still = () => matchMedia('(prefers-reduced-motion: reduce)')

/** Writes theme and motion onto the root, where the style sheets read them. */
export function useTheme(): void {
  const theme = useSettings(({ settings }) => settings.theme)
  const motion = useSettings(({ settings }) => settings.reducedMotion)
  useEffect(() => {
    const root = document.documentElement
    const apply = () => {
      root.dataset.theme = theme === 'system' ? (dark().matches ? 'dark' : 'light') : theme
      root.dataset.still = String(motion === 'on' || (motion === 'system' && still().matches))
    }
    apply()
    const queries = [dark(), still()]
    for (const query of queries) query.addEventListener('change', apply)
    return () => {
      for (const query of queries) query.removeEventListener('change', apply)
    }
  }, [theme, motion])
}
