import { useState } from 'react'
import type { ImportResult } from '#shared/studio/exchange.ts'
import { call } from '../api.ts'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { PathField } from './PathField.tsx'
import { useWork } from './use-work.ts'
import { WorkFoot } from './WorkFoot.tsx'
import { WorkResult } from './WorkResult.tsx'

const words = t.exchange.import

/** Copies pictures of a folder or a file into the library. */
export function ImportDialog() {
  const [path, setPath] = useState('')
  const { doing, result, error, begin, stop } = useWork<ImportResult>()
  return (
    <Dialog title={words.title} className="exchange" onClose={() => openDialog(null)}>
      <div className="exchange-body">
        <p>{words.text}</p>
        <PathField label={words.from} value={path} onChange={setPath} />
        <WorkFoot
          label={words.begin}
          {...{ doing, error }}
          disabled={!path.trim()}
          onBegin={() => void begin(options => call('library.import', { paths: [path.trim()] }, options))}
          onStop={stop}
        />
        {result && (
          <WorkResult
            text={words.done(result.added.length, result.known)}
            lists={[
              {
                title: words.refused(result.refused.length),
                rows: result.refused.map(({ file, reason }) => ({ key: file, content: reason })),
              },
            ]}
          />
        )}
      </div>
    </Dialog>
  )
}
