import { readModelFolder } from '#engine/model/folder.ts'
import type { VerifyResult } from '#shared/studio/models.ts'
import { type AddOptions, recordOf } from './add.ts'
import { readRecord, writeRecord } from './records.ts'

/**
 * Compares a model with what it was when it came: the sums in its `studio.json`, else those that were kept then. A model
 * that came by itself has none; what it is now is kept from then on.
 * Errors: `cancelled`, `model-missing`, `model-broken`.
 */
export async function verifyModel(folder: string, options: AddOptions): Promise<VerifyResult> {
  const { studio } = await readModelFolder(folder)
  const record = await readRecord(folder)
  const now = await recordOf(folder, options)
  const own = Object.keys(studio?.files ?? {}).length ? studio!.files : null
  const then = own ?? record?.files ?? null
  if (!then) {
    await writeRecord({ folder, source: null, files: now })
    return { against: 'nothing', checked: Object.keys(now).length, differs: [], missing: [], added: [] }
  }
  const paths = Object.keys(then)
  return {
    against: own ? 'maker' : record?.source ? 'hub' : 'added',
    checked: paths.length,
    differs: paths.filter(path => now[path] && now[path].sha256 !== then[path]!.sha256),
    missing: paths.filter(path => !now[path]),
    // What its maker lists is not everything that may lie there.
    added: own ? [] : Object.keys(now).filter(path => !then[path]),
  }
}
