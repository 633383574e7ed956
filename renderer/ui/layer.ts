/** Where menus and hints are drawn: above everything, within a landmark, and not behind a dialog that is open. */
export const layer = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('dialog[open]') ?? document.getElementById('layer')
