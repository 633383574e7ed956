import { useEffect, useState } from 'react'
import { type ExportFormat, type ExportResult, exportFormats } from '#shared/studio/exchange.ts'
import { call } from '../api.ts'
import { useLibrary } from '../stores/library.ts'
import { orderOf } from '../stores/meaning.ts'
import { explain } from '../stores/toasts.ts'
import { openDialog, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Slider } from '../ui/Slider.tsx'
import { Switch } from '../ui/Switch.tsx'
import { PathField } from './PathField.tsx'
import { useWork } from './use-work.ts'
import { WorkFoot } from './WorkFoot.tsx'
import { WorkResult } from './WorkResult.tsx'

const words = t.exchange.export
const kinds = (['asis', ...exportFormats] as const).map(value => ({ value, label: words.kinds[value] }))
const lossy: ReadonlySet<string> = new Set(['webp', 'jpeg', 'avif'])
const name = () => `Reroll ${new Date().toISOString().slice(0, 10)}`
const within = (folder: string) =>
  `${folder.replace(/[\\/]$/, '')}${folder.includes('\\') ? '\\' : '/'}${name()}`

/** Writes the chosen pictures, or all that are shown, somewhere else. */
export function ExportDialog() {
  const chosen = useView(view => view.chosen)
  const { filter, total } = useLibrary()
  const ids = [...chosen]
  const [kind, setKind] = useState<'asis' | ExportFormat>('asis')
  const [quality, setQuality] = useState(90)
  const [options, setOptions] = useState({ strip: false, sheet: false, gallery: false })
  const [to, setTo] = useState('')
  const { doing, result, error, begin, stop } = useWork<ExportResult>()
  useEffect(() => {
    // Beside the library, unless somebody says where.
    call('library.info', undefined).then(
      ({ folder }) => setTo(before => before || within(folder.replace(/[\\/][^\\/]+$/, ''))),
      explain,
    )
  }, [])
  // What is shown of near-duplicates is one of each group; what is written is all of them.
  const groups = orderOf(filter.query) === 'groups' && !ids.length
  const title = groups ? words.allTwins : words.title(ids.length || total)
  const write = () =>
    begin(how =>
      call(
        'library.export',
        {
          ...options,
          to: to.trim(),
          format: kind === 'asis' ? null : kind,
          quality: lossy.has(kind) ? quality : null,
          ...(ids.length ? { ids } : { filter }),
        },
        how,
      ),
    )
  return (
    <Dialog title={title} className="exchange" onClose={() => openDialog(null)}>
      <div className="exchange-body">
        <Segmented label={words.kind} value={kind} options={kinds} onChange={setKind} />
        {lossy.has(kind) && (
          <div className="exchange-row">
            <span>{words.quality}</span>
            <Slider label={words.quality} value={quality} min={1} max={100} step={1} onChange={setQuality} />
            <output>{quality}</output>
          </div>
        )}
        {(['strip', 'sheet', 'gallery'] as const).map(option => (
          <div key={option} className="exchange-row">
            <Switch
              label={words.options[option]}
              checked={options[option]}
              onChange={on => setOptions(before => ({ ...before, [option]: on }))}
            />
            <span>
              {words.options[option]}
              <small>{words.about[option]}</small>
            </span>
          </div>
        ))}
        <PathField label={words.to} value={to} onChange={setTo} onChosen={within} />
        <WorkFoot
          label={words.begin}
          {...{ doing, error }}
          disabled={!to.trim()}
          onBegin={() => void write()}
          onStop={stop}
        />
        {result && (
          <WorkResult
            text={words.done(result.written, result.to)}
            lists={[
              {
                title: words.problems(result.problems.length),
                rows: result.problems.map(problem => ({ key: problem, content: problem })),
              },
            ]}
          />
        )}
      </div>
    </Dialog>
  )
}
