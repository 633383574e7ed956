import type { ChangeCurve as Curve } from '#shared/engine-contract.ts'
import { areaPath, linePath } from '../lib/change-path.ts'
import { t } from '../strings.ts'

/** How much of layout and texture changed in each step, over the frames that it is about; where each was decided. */
export function ChangeCurve({ curve }: { curve: Curve }) {
  const { layout, texture, layoutDone, textureDone } = curve
  const most = Math.max(...layout, ...texture)
  const frames = layout.length
  return (
    <figure className="change-curve">
      <svg
        viewBox={`0 0 ${frames} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${t.time.curve}. ${t.time.curveText(layoutDone, textureDone)}`}
      >
        <path className="curve-texture" d={areaPath(texture, most)} />
        <path className="curve-layout" d={linePath(layout, most)} />
      </svg>
      <Mark at={layoutDone / frames} text={t.time.layoutDone} kind="layout" />
      <Mark at={textureDone / frames} text={t.time.textureDone} kind="texture" />
    </figure>
  )
}

const Mark = ({ at, text, kind }: { at: number; text: string; kind: 'layout' | 'texture' }) => (
  <div
    className="curve-mark"
    data-kind={kind}
    data-end={at > 0.5}
    style={{ left: `${at * 100}%` }}
    aria-hidden
  >
    <span>
      <i />
      {text}
    </span>
  </div>
)
