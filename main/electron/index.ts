import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, dialog, nativeTheme } from 'electron'
import ElectronStore from 'electron-store'
import { cacheFolder, dataFolder, picturesFolder } from '../studio/folders.ts'
import { openStudio } from '../studio/studio.ts'
import { askedOf } from './asked.ts'
import { runAsCommandLine } from './command-line.ts'
import { placeKey, readKept } from './kept.ts'
import { keychain } from './keychain.ts'
import { openFiles } from './open-files.ts'
import { answerPages } from './pages.ts'
import { handleScheme, registerScheme } from './protocol.ts'
import { quitWith } from './quit.ts'
import { recoverPage } from './recover.ts'
import { relay } from './relay.ts'
import { cutTheNetwork, lockDown } from './security.ts'
import { spawnEngine } from './spawn-engine.ts'
import { openWindow, show } from './window.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const data = dataFolder()
const events = relay()

const open = async (files: readonly string[]) => {
  const event = await openFiles(files)
  if (event) events.send(event)
}

/** Opens the window first: it draws itself while the studio opens behind it. */
function start(): void {
  lockDown()
  const kept = readKept(data)
  nativeTheme.themeSource = kept.theme
  let store: ElectronStore | undefined
  const opening = openStudio({
    data,
    cache: cacheFolder(),
    pictures: picturesFolder(),
    spawn: spawnEngine,
    openSettings: () => {
      store = new ElectronStore({ cwd: data, name: 'settings' })
      return store
    },
    keychain,
    onProblem: sentence => console.error(sentence),
  })
  handleScheme(at('./renderer'), async (id, width) => (await opening).image(id, width))
  const window = openWindow(at('./preload.cjs'), {
    read: () => kept.place,
    write: place => store?.set(placeKey, place),
  })
  recoverPage(window)
  app.on('second-instance', (_, args) => {
    show(window)
    const asked = askedOf(args.slice(1))
    if (app.isPackaged && 'files' in asked) void open(asked.files)
  })
  answerPages(window, opening, events)
  quitWith(async () => (await opening).close())
  opening.catch(error => {
    dialog.showErrorBox('Reroll cannot open', String(error instanceof Error ? error.message : error))
    app.exit(1)
  })
}

function openWindowOnce(files: readonly string[]): void {
  registerScheme()
  cutTheNetwork()
  mkdirSync(data, { recursive: true })
  app.setPath('userData', data)
  app.setPath('sessionData', join(cacheFolder(), 'window'))
  // macOS hands files over by events, others by arguments.
  app.on('open-file', (event, file) => {
    event.preventDefault()
    void open([file])
  })
  void open(files)
  if (app.requestSingleInstanceLock()) app.whenReady().then(start)
  else {
    console.log('Reroll is open already; its window comes to the front')
    app.exit(0)
  }
}

// Run by Electron itself the arguments are Electron's: its app, its switches.
const asked = app.isPackaged ? askedOf(process.argv.slice(1)) : { files: [] }
if ('command' in asked) runAsCommandLine(asked.command)
else openWindowOnce(asked.files)
