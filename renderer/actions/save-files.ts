import { call } from '../api.ts'
import { can } from '../stores/connection.ts'
import { toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'

type File = { name: string; bytes: Uint8Array }

/** Where a person wants them: the desktop asks, a browser downloads them. */
export async function saveFiles(files: readonly File[]): Promise<void> {
  if (can('saveAs')) {
    const { file } = await call('host.saveFiles', {
      files: files as { name: string; bytes: Uint8Array<ArrayBuffer> }[],
    })
    if (file) toast(t.savedAs(file))
    return
  }
  for (const { name, bytes } of files) {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]))
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  }
}
