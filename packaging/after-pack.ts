import { copyFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

type Packed = {
  appOutDir: string
  electronPlatformName: string
  packager: { appInfo: { productFilename: string } }
}

const notices = resolve(import.meta.dirname, '../dist/renderer/notices.txt')

/**
 * Lays the licences beside the program too (what electron-builder's extraFiles name it leaves out of the app), and
 * takes out what it leaves of an Electron that it did not fetch itself: the app that an empty one shows.
 */
export default function afterPack({ appOutDir, electronPlatformName, packager }: Packed): void {
  if (electronPlatformName === 'darwin') {
    const app = `${packager.appInfo.productFilename}.app`
    copyFileSync(notices, join(appOutDir, app, 'Contents/Resources/NOTICES.txt'))
    return
  }
  copyFileSync(notices, join(appOutDir, 'NOTICES.txt'))
  rmSync(join(appOutDir, 'resources', 'default_app.asar'), { force: true })
  rmSync(join(appOutDir, 'version'), { force: true })
}
