/** Into the clipboard. Where the page may not ask for it (the desktop denies all permissions), as a selection is copied. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    area.className = 'visually-hidden'
    const back = document.activeElement
    document.body.append(area)
    area.select()
    document.execCommand('copy')
    area.remove()
    if (back instanceof HTMLElement) back.focus()
  }
}
