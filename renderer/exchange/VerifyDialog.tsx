import { useState } from 'react'
import { type VerifyEvent, type VerifyReport, verifyLimits } from '#shared/studio/verify.ts'
import { saveFiles } from '../actions/save-files.ts'
import { call } from '../api.ts'
import { explain } from '../stores/toasts.ts'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { RedrawnRow } from './RedrawnRow.tsx'
import { useWork } from './use-work.ts'
import { WorkFoot } from './WorkFoot.tsx'
import { WorkResult } from './WorkResult.tsx'

const words = t.verify
const { usual, min, max } = verifyLimits.sample

/** Holds every picture against its id, draws a few again, and says what came of it. */
export function VerifyDialog() {
  const [sample, setSample] = useState<number>(usual)
  const [seed, setSeed] = useState<number | null>(null)
  const [phase, setPhase] = useState<VerifyEvent['phase']>('files')
  const { doing, result, error, begin, stop } = useWork<VerifyReport>()
  const verify = () =>
    begin(({ signal, onEvent }) =>
      call(
        'library.verify',
        { sample, ...(seed !== null && { seed }) },
        {
          signal,
          onEvent: ({ phase: now, done, of, msLeft }) => {
            setPhase(now)
            onEvent({ done, of, msLeft: msLeft ?? 0 })
          },
        },
      ),
    )
  return (
    <Dialog title={words.title} className="exchange" onClose={() => openDialog(null)}>
      <div className="exchange-body">
        <p>{words.text}</p>
        <div className="verify-fields">
          <NumberField
            label={words.sample}
            value={sample}
            given={sample !== usual}
            min={min}
            max={max}
            step={1}
            onChange={setSample}
            onReset={() => setSample(usual)}
          />
          <NumberField
            label={words.seed}
            help={words.seedHelp}
            value={seed}
            given={seed !== null}
            min={0}
            max={verifyLimits.seed.max}
            step={1}
            onChange={setSeed}
            onReset={() => setSeed(null)}
          />
        </div>
        <WorkFoot
          label={words.begin}
          doingNow={words.phases[phase]}
          {...{ doing, error }}
          disabled={false}
          onBegin={() => void verify()}
          onStop={stop}
        />
        {result && <Report report={result} />}
      </div>
    </Dialog>
  )
}

function Report({ report }: { report: VerifyReport }) {
  const { checked, damaged, again, skipped, missing, cancelled } = report
  const save = () => {
    const bytes = new TextEncoder().encode(`${JSON.stringify(report, null, 1)}\n`)
    const day = new Date().toISOString().slice(0, 10)
    void saveFiles([{ name: `Reroll verify ${day}.json`, bytes }]).catch(explain)
  }
  return (
    <WorkResult
      text={[
        `${words.checked(checked, again.length)}.`,
        damaged.length ? `${words.damaged(damaged.length)}.` : words.sound,
        missing > 0 && `${words.missing(missing)}.`,
        cancelled && words.cancelled,
      ]
        .filter(Boolean)
        .join(' ')}
      lists={[
        {
          title: words.damaged(damaged.length),
          open: true,
          rows: damaged.map(({ file, why, advice }) => ({
            key: `${file} ${why}`,
            content: (
              <>
                <code>{file}</code>
                <span className="problem">{why}</span>
                <span>{advice}.</span>
              </>
            ),
          })),
        },
        {
          title: words.again(again.length),
          open: damaged.length === 0,
          rows: again.map(one => ({ key: one.file, content: <RedrawnRow redrawn={one} /> })),
        },
        {
          title: words.skipped(skipped.length),
          rows: skipped.map(({ file, why }) => ({
            key: file,
            content: (
              <>
                <code>{file}</code>
                <span>{why}</span>
              </>
            ),
          })),
        },
      ]}
    >
      <Button onClick={save}>{words.save}</Button>
    </WorkResult>
  )
}
