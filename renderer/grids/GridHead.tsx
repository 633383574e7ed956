import { ArrowLeft, Download } from 'lucide-react'
import type { GridDetail } from '#shared/studio/grids.ts'
import type { JobState } from '#shared/studio/jobs.ts'
import { saveFiles } from '../actions/save-files.ts'
import { call } from '../api.ts'
import { sentenceOf } from '../errors.ts'
import { duration } from '../lib/time.ts'
import { removeGrid, resumeGrid, useGrids } from '../stores/grids.ts'
import { cancelJobs, isOpen } from '../stores/jobs.ts'
import { modelById } from '../stores/models.ts'
import { explain, toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmButton } from '../ui/ConfirmButton.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Slider } from '../ui/Slider.tsx'

type Props = {
  detail: GridDetail
  job: JobState | undefined
  drawn: number
  /** Their labels. */
  sheets: readonly string[]
  sheet: number
  onBack?: () => void
}

/** So many sheets have a name each to choose by; more have a slider. */
const mostTabs = 5

async function saveSheet(id: string, z: number): Promise<void> {
  const { name, file, png } = await call('grids.sheet', { id, z })
  toast(t.grids.saved(file), {
    action: { label: t.grids.elsewhere, run: () => void saveFiles([{ name, bytes: png }]).catch(explain) },
  })
}

/** What a grid is of, how far it is, which sheet is shown and what can be done with it. */
export function GridHead({ detail, job, drawn, sheets, sheet, onBack }: Props) {
  const { id, base, axes, model, pictures } = detail
  const size = useGrids(grids => grids.size)
  const open = job && isOpen(job)
  const of = pictures.length
  const setSheet = (z: number) => useGrids.setState({ z })
  return (
    <header className="grid-head">
      <div className="grid-title">
        {onBack && <IconButton icon={ArrowLeft} label={t.grids.list} onClick={onBack} />}
        <div>
          <h2>{base.prompt || t.stage.untitled}</h2>
          <small>
            {[...Object.values(axes).filter(Boolean), modelById(model)?.name ?? model].join(' · ')}
          </small>
        </div>
        <Slider
          className="tile-size"
          label={t.grids.size}
          min={64}
          max={288}
          step={8}
          value={size}
          onChange={value => useGrids.setState({ size: value })}
        />
        <Button icon={Download} disabled={!drawn} onClick={() => void saveSheet(id, sheet).catch(explain)}>
          {t.grids.saveSheet}
        </Button>
        {onBack && (
          <ConfirmButton
            text={t.grids.remove}
            confirm={t.grids.removeSure}
            onConfirm={() => void removeGrid(id)}
          />
        )}
      </div>
      {sheets.length > 1 && (
        <div className="grid-sheets">
          {sheets.length <= mostTabs ? (
            <Segmented
              label={t.grids.sheet}
              value={sheet}
              options={sheets.map((label, value) => ({ value, label }))}
              onChange={setSheet}
            />
          ) : (
            <>
              <Slider
                label={t.grids.sheet}
                min={0}
                max={sheets.length - 1}
                step={1}
                value={sheet}
                onChange={setSheet}
              />
              <output>{sheets[sheet]}</output>
            </>
          )}
        </div>
      )}
      {(open || drawn < of) && (
        <div className="grid-work">
          {open ? (
            <>
              <Progress share={drawn / of} label={t.grids.progress} />
              <span>
                {job.state === 'waiting'
                  ? t.grids.waiting
                  : t.grids.left(drawn, of, job.msLeft === null ? null : duration(job.msLeft))}
              </span>
              <Button look="quiet" onClick={() => cancelJobs([job.id])}>
                {t.grids.stop}
              </Button>
            </>
          ) : (
            <>
              <span role={job?.state === 'failed' ? 'alert' : undefined}>
                {job?.state === 'failed' && job.error ? sentenceOf(job.error) : t.grids.drawn(drawn, of)}
              </span>
              <Button look="accent" onClick={() => resumeGrid(id)}>
                {t.grids.resume(of - drawn)}
              </Button>
            </>
          )}
        </div>
      )}
    </header>
  )
}
