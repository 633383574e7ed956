import { type BrowserWindow, dialog } from 'electron'

/** A page that crashes twice within this time would only crash again. */
const soonMs = 10_000

/** Loads a crashed page again: what it showed is kept by main, so that nothing is lost. */
export function recoverPage(window: BrowserWindow): void {
  let last = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const now = performance.now()
    if (now - last > soonMs) window.webContents.reload()
    else {
      dialog.showErrorBox(
        'The window keeps failing',
        `Its process ended twice (${reason}, code ${exitCode}). Your pictures and the queue are kept. Please start Reroll again.`,
      )
      window.close()
    }
    last = now
  })
}
