import { copyFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { app, type BrowserWindow, dialog, nativeImage, shell } from 'electron'
import { StudioError } from '#shared/errors.ts'
import { commit, version } from '#shared/version.ts'
import { asPng } from '../studio/codecs/as-png.ts'
import { atomicWrite } from '../studio/files/atomic-write.ts'
import type { HostHandlers } from '../studio/host.ts'
import { untilAborted } from '../studio/listeners.ts'
import { modelFolder } from '../studio/model-library.ts'
import { feedHost } from '../studio/updates/signed-feed.ts'
import { copyImage } from './copy-image.ts'
import { namedAlike } from './named-alike.ts'
import type { Relay } from './relay.ts'

const dragIcon = { width: 96 }

/** What only a program with a window can do. `fileOf` is the path of a picture's file. */
export function hostHandlers(
  window: BrowserWindow,
  fileOf: (id: string) => Promise<string>,
  relay: Relay,
): HostHandlers {
  return {
    'host.info': () => ({
      kind: 'electron',
      platform: process.platform,
      version,
      commit,
      feed: feedHost,
      can: { saveAs: true, copy: true, reveal: true, dragOut: true, chooseFolder: true },
    }),
    'host.chooseFolder': async () => {
      const { filePaths } = await dialog.showOpenDialog(window, {
        properties: ['openDirectory', 'createDirectory'],
      })
      return { folder: filePaths[0] ?? null }
    },
    'host.saveFiles': async ({ files }) => {
      const names = files.map(({ name }) => name)
      const { filePath } = await dialog.showSaveDialog(window, {
        defaultPath: join(app.getPath('documents'), names[0]!),
      })
      if (!filePath) return { file: null }
      const alike = namedAlike(names, basename(filePath))
      for (const [n, { bytes }] of files.entries())
        await atomicWrite(join(dirname(filePath), alike[n]!), bytes)
      return { file: filePath }
    },
    'host.watch': (_, { signal, emit }) => {
      const stop = relay.listen(emit)
      return untilAborted(signal).finally(stop)
    },
    'models.reveal': async ({ model }) =>
      shell.showItemInFolder(join(await modelFolder(model), 'model_index.json')),
    'pictures.saveAs': async ({ id }) => {
      const from = await fileOf(id)
      const { filePath } = await dialog.showSaveDialog(window, {
        defaultPath: join(app.getPath('pictures'), basename(from)),
        filters: [{ name: extname(from).slice(1).toUpperCase(), extensions: [extname(from).slice(1)] }],
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
      // It reads PNG and JPEG, and without an icon nothing can be dragged.
      const read = nativeImage.createFromPath(file)
      const image = read.isEmpty() ? nativeImage.createFromBuffer(Buffer.from(await asPng(file))) : read
      const icon = image.resize(dragIcon)
      window.webContents.startDrag({ file, icon })
    },
  }
}
