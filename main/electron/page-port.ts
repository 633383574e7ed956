import type { WebContents } from 'electron'
import { StudioError } from '#shared/errors.ts'
import type { Port } from '#shared/rpc.ts'
import { isOurPage } from './sender.ts'

/** The only channel between a page and main. */
const channel = 'reroll'

type Page = { receive(message: unknown): void; close(): void }

/**
 * Opens a port for every page that the window shows; it closes with the page (reload, crash, closed window), and what
 * the page had asked for is dropped with it.
 */
export function onEveryPage(contents: WebContents, open: (port: Port) => void): void {
  let page: Page | undefined
  const leave = () => {
    page?.close()
    page = undefined
  }
  contents.on('did-navigate', () => {
    leave()
    page = newPage(contents, open)
  })
  contents.on('render-process-gone', leave)
  contents.on('destroyed', leave)
  contents.ipc.on(channel, (event, message) => {
    if (isOurPage(event, contents)) page?.receive(message)
  })
}

function newPage(contents: WebContents, open: (port: Port) => void): Page {
  const listeners: ((message: unknown) => void)[] = []
  const closers: ((reason: StudioError) => void)[] = []
  /** A page may ask before the studio behind it is open. */
  const early: unknown[] = []
  let closed = false
  open({
    send: message => {
      if (!closed && !contents.isDestroyed()) contents.send(channel, message)
    },
    onMessage: listener => {
      listeners.push(listener)
      for (const message of early.splice(0)) listener(message)
    },
    onClose: listener => void closers.push(listener),
  })
  return {
    receive: message => {
      if (listeners.length === 0) early.push(message)
      for (const listener of listeners) listener(message)
    },
    close: () => {
      closed = true
      for (const close of closers) close(new StudioError('cancelled', 'The page is gone'))
    },
  }
}
