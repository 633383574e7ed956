import { readFile } from 'node:fs/promises'
import electron from 'electron'

/** Until Electron 44 or so the clipboard took its own kind of image; since then what the web's takes. */
type Older = { writeImage?(image: Electron.NativeImage): void }

/** Puts a PNG file's picture on the clipboard. */
export async function copyImage(file: string): Promise<void> {
  const bytes = await readFile(file)
  const { clipboard, nativeImage } = electron
  const older = clipboard as Older
  if (older.writeImage) return older.writeImage(nativeImage.createFromBuffer(bytes))
  const png = new Blob([bytes], { type: 'image/png' })
  await clipboard.write([new electron.ClipboardItem({ 'image/png': png })])
}
