import { copyFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { app, type BrowserWindow, dialog, nativeImage, shell } from 'electron'
import type { ActionId } from '#shared/actions.ts'
import type { Handlers } from '#shared/contract.ts'
import { cancelled, StudioError } from '#shared/errors.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import { version } from '#shared/version.ts'
import { copyImage } from './copy-image.ts'

export type HostHandlers = Pick<
  Handlers<StudioContract>,
  | 'host.info'
  | 'host.chooseFolder'
  | 'host.watch'
  | 'pictures.saveAs'
  | 'pictures.copy'
  | 'pictures.reveal'
  | 'pictures.dragOut'
>

/** Menu commands on their way to the page. */
export type Actions = {
  send(action: ActionId): void
  listen(listener: (action: ActionId) => void): () => void
}

const dragIcon = { width: 96 }

/** What only a program with a window can do. `fileOf` is the path of a picture's file. */
export function hostHandlers(
  window: BrowserWindow,
  fileOf: (id: string) => Promise<string>,
  actions: Actions,
): HostHandlers {
  return {
    'host.info': () => ({
      kind: 'electron',
      platform: process.platform,
      version,
      can: { saveAs: true, copy: true, reveal: true, dragOut: true, chooseFolder: true },
    }),
    'host.chooseFolder': async () => {
      const { filePaths } = await dialog.showOpenDialog(window, {
        properties: ['openDirectory', 'createDirectory'],
      })
      return { folder: filePaths[0] ?? null }
    },
    'host.watch': (_, { signal, emit }) =>
      new Promise((_resolve, reject) => {
        const stop = actions.listen(action => emit({ action }))
        signal.addEventListener('abort', () => {
          stop()
          reject(cancelled())
        })
      }),
    'pictures.saveAs': async ({ id }) => {
      const from = await fileOf(id)
      const { filePath } = await dialog.showSaveDialog(window, {
        defaultPath: join(app.getPath('pictures'), basename(from)),
        filters: [{ name: 'PNG', extensions: ['png'] }],
      })
      if (!filePath) return { file: null }
      await copyFile(from, filePath).catch(error => {
        throw new StudioError('not-writable', `The picture could not be saved there: ${error.message}`)
      })
      return { file: filePath }
    },
    'pictures.copy': async ({ id }) => copyImage(await fileOf(id)),
    'pictures.reveal': async ({ id }) => shell.showItemInFolder(await fileOf(id)),
    'pictures.dragOut': async ({ id }) => {
      const file = await fileOf(id)
      const icon = nativeImage.createFromPath(file).resize(dragIcon)
      window.webContents.startDrag({ file, icon })
    },
  }
}
