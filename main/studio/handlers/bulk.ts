import type { Context } from '#shared/contract.ts'
import type { BulkEvent } from '#shared/studio/bulk.ts'
import type { StudioHandlers } from '../host.ts'
import { latestOf } from '../jobs/throttle.ts'
import type { BulkOptions } from '../library/in-batches.ts'
import type { Library } from '../library/open-library.ts'
import type { Shelf } from '../library/shelf.ts'
import type { LibrarySwitch } from '../library-switch.ts'
import type { Searcher } from '../meaning/search.ts'

type Names = Extract<
  keyof StudioHandlers,
  `pictures.${'edit' | 'trash' | 'restore' | 'purge' | 'rename' | 'names' | 'marks' | 'ids' | 'paths'}`
>
export type Parts = { shelf: Shelf; libraries: LibrarySwitch; search: Searcher }

export const bulkHandlers = ({ shelf, libraries, search }: Parts): Pick<StudioHandlers, Names> => {
  const bulk = async <R>(
    { signal, emit }: Context<BulkEvent>,
    work: (library: Library, options: BulkOptions) => Promise<R>,
  ): Promise<R> => {
    const soon = latestOf(emit)
    return work(await libraries.now(), { signal, onEvent: soon.push }).finally(soon.flush)
  }
  return {
    'pictures.edit': ({ ids, ...change }, context) =>
      bulk(context, (library, options) => library.edit(ids, change, options)),
    'pictures.trash': ({ ids }, context) => bulk(context, (library, options) => library.trash(ids, options)),
    'pictures.restore': ({ ids }, context) =>
      bulk(context, (library, options) => library.restore(ids, options)),
    'pictures.purge': ({ ids }, context) => bulk(context, (library, options) => library.purge(ids, options)),
    'pictures.rename': ({ kind, name, to }, context) =>
      bulk(context, (library, options) => library.rename(kind, name, to, options)),
    'pictures.names': () => shelf.now().names(),
    'pictures.marks': ({ ids }) => shelf.now().marks(ids),
    'pictures.ids': (range, { signal }) => search.ids(shelf.now(), range, signal),
    'pictures.paths': ({ ids }) => {
      const library = shelf.now()
      return ids.filter(id => library.has(id)).map(id => library.placeOf(id))
    },
  }
}
