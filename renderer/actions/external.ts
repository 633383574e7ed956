import type { PictureId } from '#shared/studio/pictures.ts'
import { call } from '../api.ts'
import { detailOf, useDetails } from '../stores/details.ts'
import { cache } from '../stores/library.ts'
import { explain, toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'

/** As far as it is known without asking. */
export function isExternal(id: PictureId): boolean {
  const card = cache.at(cache.find(one => one.id === id))
  if (card) return card.external !== undefined
  const known = useDetails.getState().known[id]
  return known !== undefined && known !== 'missing' && known.external !== undefined
}

/** Those of some pictures that lie in watched folders; of a single one the studio is asked. */
export async function externalOf(ids: readonly PictureId[]): Promise<PictureId[]> {
  const [only] = ids
  if (only && ids.length === 1 && !isExternal(only)) {
    const detail = await detailOf(only)
    return detail?.external ? [only] : []
  }
  return ids.filter(isExternal)
}

/** Copies pictures of watched folders into the library, with all that was said of them. */
export async function importExternal(ids: PictureId[]): Promise<void> {
  if (!ids.length) return
  const { added, refused } = await call('pictures.import', { ids })
  toast(t.folders.imported(added.length, refused.length))
}

/** Says why pictures of watched folders are not deleted, and offers to import them; whether there were any. */
export async function refusesTrash(ids: readonly PictureId[]): Promise<boolean> {
  const external = await externalOf(ids)
  if (!external.length) return false
  toast(t.folders.refused(external.length, ids.length), {
    tone: 'error',
    action: {
      label: t.folders.importFirst(external.length),
      run: () => void importExternal(external).catch(explain),
    },
  })
  return true
}
