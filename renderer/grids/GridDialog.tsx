import { imageUrl } from '../api.ts'
import { useGridMaker } from '../stores/grid-maker.ts'
import { modelById, useModels } from '../stores/models.ts'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { AxisRow } from './AxisRow.tsx'
import { axisKinds } from './axis-kinds.ts'
import { GridSum } from './GridSum.tsx'

/** Which settings go across, down and over sheets, and what that comes to. */
export function GridDialog() {
  const base = useGridMaker(state => state.base)
  const models = useModels(state => state.models)
  if (!base) return null
  const { generation, model, picture } = base
  const kinds = axisKinds(generation, modelById(model), models)
  return (
    <Dialog title={t.grids.makeTitle} className="grid-maker" onClose={() => openDialog(null)}>
      <div className="grid-maker-body">
        <div className="grid-base">
          {picture && <img src={imageUrl(picture, 64)} alt="" draggable={false} />}
          <div>
            <p>{generation.prompt || t.stage.untitled}</p>
            <small>
              {[
                picture ? t.grids.from : t.grids.fromDesk,
                t.dice.seedOf(String(generation.seed)),
                modelById(model)?.name ?? model,
              ].join(' · ')}
            </small>
          </div>
        </div>
        {(['x', 'y', 'z'] as const).map(axis => (
          <AxisRow key={axis} axis={axis} kinds={kinds} base={generation} />
        ))}
        <GridSum />
      </div>
    </Dialog>
  )
}
