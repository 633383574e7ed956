import { BrowserWindow, nativeTheme, screen } from 'electron'
import { appOrigin } from './content-policy.ts'
import { type Place, placeOn, smallest } from './place.ts'

/** What shows before the page has drawn anything: the page's own grounds. */
const ground = { dark: '#16171a', light: '#f6f6f4' }

/** Where the place of the window is kept. */
export type PlaceStore = { read(): unknown; write(place: Place): void }

/** The studio's window, hidden until its page is drawn. `preload` is a file. */
export function openWindow(preload: string, store: PlaceStore): BrowserWindow {
  const { maximized, ...bounds } = placeOn(
    screen.getAllDisplays().map(display => display.workArea),
    store.read(),
  )
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Reroll',
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Dictionaries would be fetched from a server.
      spellcheck: false,
      // A picture in work goes on while the window lies behind another.
      backgroundThrottling: false,
      // One size of text whatever another program of this machine set.
      zoomFactor: 1,
    },
  })
  if (maximized) window.maximize()
  const keep = () => store.write({ ...window.getNormalBounds(), maximized: window.isMaximized() })
  keepSoon(window, keep)
  window.once('ready-to-show', () => {
    window.show()
    process.send?.('open')
  })
  void window.loadURL(`${appOrigin}/index.html`)
  return window
}

/** While it is moved a window tells so a hundred times a second. */
function keepSoon(window: BrowserWindow, keep: () => void): void {
  let timer: NodeJS.Timeout | undefined
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(keep, 300)
  }
  window.on('resize', soon)
  window.on('move', soon)
  window.on('close', () => {
    clearTimeout(timer)
    keep()
  })
}

/** Brings a window to the front, from wherever it is. */
export function show(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
