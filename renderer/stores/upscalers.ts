import { create } from 'zustand'
import type { UpscalerCard } from '#shared/studio/upscalers.ts'
import { call, watch } from '../api.ts'
import { t } from '../strings.ts'
import { loadPlaces } from './model-shelf.ts'
import { explain, toast } from './toasts.ts'

type State = {
  /** What can make pictures larger here; null until it was read. */
  cards: UpscalerCard[] | null
  /** As it was chosen last; null: the first, as large as it makes them. */
  chosen: string | null
  factor: number | null
}
export const useUpscalers = create<State>(() => ({ cards: null, chosen: null, factor: null }))

export async function loadUpscalers(): Promise<void> {
  try {
    useUpscalers.setState({ cards: await call('upscalers.list', undefined) })
  } catch (error) {
    useUpscalers.setState(({ cards }) => ({ cards: cards ?? [] }))
    explain(error)
  }
}

/** Off the list at once; what went into the trash comes back with Undo. */
export async function removeUpscaler({ id, name }: UpscalerCard): Promise<void> {
  try {
    const { trashed } = await call('upscalers.remove', { upscaler: id })
    await Promise.all([loadUpscalers(), loadPlaces()])
    if (!trashed) return void toast(t.models.forgotten(name))
    const run = () =>
      void call('models.restore', { trashed }).then(loadUpscalers).then(loadPlaces).catch(explain)
    toast(t.models.removed(name), { action: { label: t.undo, run } })
  } catch (error) {
    explain(error)
  }
}

// Whoever never asked need not have them opened.
watch('models.watch', () => {
  if (useUpscalers.getState().cards) void loadUpscalers()
})
