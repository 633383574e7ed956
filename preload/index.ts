import { contextBridge, ipcRenderer } from 'electron'
import type { Port } from '#shared/rpc.ts'

/** The one thing that crosses into the page: a port over one fixed channel. What goes through is checked in main. */
const port: Port = {
  send: message => ipcRenderer.send('reroll', message),
  onMessage: listener => void ipcRenderer.on('reroll', (_, message) => listener(message)),
  // The window ends with main: there is nobody left to tell.
  onClose: () => {},
}

contextBridge.exposeInMainWorld('reroll', port)
