import type { CSSProperties } from 'react'
import { type Layer, piecesOf } from '../lib/layers.ts'

type Props = { text: string; layers: readonly Layer[]; caret: number | null }

/** The same text in the same lines, unseen but for what is drawn under it. */
export function Mirror({ text, layers, caret }: Props) {
  return (
    <div className="editor-mirror" aria-hidden>
      {piecesOf(text.length, layers, caret).map(({ start, end, className, strength, caret: here }) => (
        <span
          key={start}
          className={className || undefined}
          style={strength ? ({ '--strength': strength } as CSSProperties) : undefined}
        >
          {here && <span className="editor-caret" />}
          {text.slice(start, end)}
        </span>
      ))}
      {'\u200b'}
    </div>
  )
}
