import { app } from 'electron'

/** A disk that does not answer must not keep the program. */
const patienceMs = 8000

/** Ends the program when its window is closed, after what is left to do is done. */
export function quitWith(close: () => Promise<void>): void {
  let ended = false
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', event => {
    if (ended) return
    event.preventDefault()
    const late = new Promise<void>(resolve => setTimeout(resolve, patienceMs))
    void Promise.race([close(), late])
      .catch(error => console.error(error))
      .then(() => {
        ended = true
        app.quit()
      })
  })
}
