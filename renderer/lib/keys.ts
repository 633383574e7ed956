const isMac = /mac/i.test(globalThis.navigator?.platform ?? '')

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const named: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '⏎',
}

/** Whether a key press is what `Mod+Shift+X` or `?` says. A sign that needs Shift to be typed may have it. */
export function matches(press: Press, keys: string, mac = isMac): boolean {
  const parts = keys.endsWith('+') ? [...keys.slice(0, -2).split('+'), '+'].filter(Boolean) : keys.split('+')
  const key = parts.at(-1)!
  const wants = (name: string) => parts.slice(0, -1).includes(name)
  const mod = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  if (wants('Mod') !== mod || other || wants('Alt') !== press.altKey) return false
  if (/^[a-z]$/i.test(key)) {
    const letter = press.altKey || press.key.length > 1 ? press.code.replace('Key', '') : press.key
    return wants('Shift') === press.shiftKey && letter.toLowerCase() === key.toLowerCase()
  }
  if (key.length === 1 && !/\d/.test(key)) return press.key === key
  return wants('Shift') === press.shiftKey && press.key === key
}

/** For people: `Ctrl ⇧ X`, on a Mac `⌘ ⇧ X`. */
export const keyCaps = (keys: string, mac = isMac): string[] =>
  (keys.endsWith('+') ? [...keys.slice(0, -2).split('+'), '+'].filter(Boolean) : keys.split('+')).map(part =>
    part === 'Mod'
      ? mac
        ? '⌘'
        : 'Ctrl'
      : part === 'Alt'
        ? mac
          ? '⌥'
          : 'Alt'
        : part === 'Shift'
          ? '⇧'
          : part === 'Escape'
            ? 'Esc'
            : part === 'Delete'
              ? 'Del'
              : (named[part] ?? part),
  )

const typing = 'textarea, [contenteditable="true"], input:not([type=checkbox], [type=radio], [type=range])'

/** Whether a bare key belongs to the field that has the focus. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches(typing)
