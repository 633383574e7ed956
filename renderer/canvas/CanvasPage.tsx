import { useEffect, useRef } from 'react'
import { useCanvas } from '../stores/canvas.ts'
import { setStaging, useStaging } from '../stores/canvas-staging.ts'
import { t } from '../strings.ts'
import { CanvasStart } from './CanvasStart.tsx'
import { listenToClipboard } from './files/clipboard.ts'
import { LiveBar } from './live/LiveBar.tsx'
import { Parts } from './live/Parts.tsx'
import { LayersPanel } from './panels/LayersPanel.tsx'
import { OptionsBar } from './panels/OptionsBar.tsx'
import { ToolBar } from './panels/ToolBar.tsx'
import { mountStage } from './stage/mount-stage.ts'
import { StagingStrip } from './staging/StagingStrip.tsx'
import { listenToToolKeys } from './tool-keys.ts'

/** Where sketches and layouts are drawn. */
export function CanvasPage() {
  const open = useCanvas(({ id }) => id !== null)
  useEffect(listenToToolKeys, [])
  useEffect(listenToClipboard, [])
  return (
    <section className="canvas-page" aria-label={t.canvas.title}>
      {open ? <Editor /> : <CanvasStart />}
    </section>
  )
}

function Editor() {
  const stage = useRef<HTMLDivElement>(null)
  const compares = useStaging(state => state.compares)
  useEffect(() => (stage.current ? mountStage(stage.current) : undefined), [])
  return (
    <>
      <OptionsBar />
      <ToolBar />
      <div className="canvas-middle">
        <div
          ref={stage}
          className="canvas-stage"
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it is drawn on, and takes the keys of its tools
          tabIndex={0}
          aria-label={t.canvas.stage}
          aria-description={t.canvas.stageHelp}
        />
        <LiveBar />
        {compares && <Parts onClose={() => setStaging({ compares: false })} />}
        <StagingStrip />
      </div>
      <LayersPanel />
    </>
  )
}
