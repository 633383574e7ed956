import electron from 'electron'
import { asPng } from '../studio/codecs/as-png.ts'

/** Until Electron 44 or so the clipboard took its own kind of image; since then what the web's takes. */
type Older = { writeImage?(image: Electron.NativeImage): void }

/** Puts a file's picture on the clipboard, which takes PNG alone. */
export async function copyImage(file: string): Promise<void> {
  const bytes = Buffer.from(await asPng(file))
  const { clipboard, nativeImage } = electron
  const older = clipboard as Older
  if (older.writeImage) return older.writeImage(nativeImage.createFromBuffer(bytes))
  const png = new Blob([bytes], { type: 'image/png' })
  await clipboard.write([new electron.ClipboardItem({ 'image/png': png })])
}
