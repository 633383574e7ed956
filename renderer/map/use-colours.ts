import { useEffect, useState } from 'react'

const names = [
  'stage',
  'panel',
  'raised',
  'line',
  'edge',
  'text',
  'text-2',
  'text-3',
  'mark',
  'well',
] as const
export type Colours = Record<(typeof names)[number], string>

const read = (): Colours => {
  const style = getComputedStyle(document.documentElement)
  return Object.fromEntries(names.map(name => [name, style.getPropertyValue(`--${name}`).trim()])) as Colours
}

/** The tokens of the theme as a canvas needs them; new ones whenever the theme changes. */
export function useColours(): Colours {
  const [colours, setColours] = useState(read)
  useEffect(() => {
    const observer = new MutationObserver(() => setColours(read()))
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    setColours(read())
    return () => observer.disconnect()
  }, [])
  return colours
}
