import type { Generation } from '#shared/generation.ts'
import { useDesk } from '../stores/desk.ts'
import { detailOf } from '../stores/details.ts'
import { makeGrid, type Wish } from '../stores/grid-maker.ts'
import { modelById } from '../stores/models.ts'
import { obstacle, requestOf, seedOf } from '../stores/request.ts'
import { toast } from '../stores/toasts.ts'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'

/** The dialog that makes grids, of what is on the desk. `wish`: axes to begin with. */
export function gridOfDesk(wish?: (base: Generation) => Wish): void {
  const desk = useDesk.getState()
  const model = modelById(desk.model)
  const why = obstacle(desk, model)
  if (why || !model) return void toast(t.obstacle[why ?? 'noModel'], { tone: 'error' })
  const { generation } = requestOf(desk, seedOf(desk.seed)!, model.id)
  makeGrid({ model: model.id, generation, picture: null }, wish?.(generation))
  openDialog('grid')
}

/** The same, of a picture's settings. */
export async function gridOfPicture(id: string, wish?: Wish): Promise<void> {
  const detail = await detailOf(id)
  if (!detail?.record) return void toast(t.noRecord)
  const { settings, model } = detail.record
  makeGrid({ model: model.id, generation: { ...settings, parent: id }, picture: id }, wish)
  openDialog('grid')
}
