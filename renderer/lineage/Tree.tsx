import { Trash2 } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import type { LineageNode } from '#shared/studio/time.ts'
import { imageUrl } from '../api.ts'
import { familyTree, treeKey } from '../lib/family-tree.ts'
import { openPicture, select, setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Badges } from './Badges.tsx'
import { changesOf } from './changes.ts'
import { badgeSpot, edgePath, extent, spot } from './geometry.ts'
import { knobNames } from './knob-names.ts'

/** The whole family; arrows walk along its edges, Enter opens, Space takes a second one. */
export function Tree({ nodes }: { nodes: readonly LineageNode[] }) {
  const tree = useMemo(() => familyTree(nodes), [nodes])
  const byId = useMemo(() => new Map(nodes.map(node => [node.id, node])), [nodes])
  const selected = useView(view => view.selected)
  const chosen = useView(view => view.chosen)
  const scroll = useRef<HTMLDivElement>(null)
  const { width, height } = extent(tree.columns, tree.rows)
  const focus = (id: string) => document.getElementById(`node-${id}`)

  useEffect(() => {
    if (selected && tree.places.has(selected))
      document.getElementById(`node-${selected}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [selected, tree])

  const pick = (id: string, more: boolean) =>
    more && selected && selected !== id ? setView({ chosen: new Set([selected, id]) }) : select(id)
  const onKeyDown = (event: React.KeyboardEvent, id: string) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const to = treeKey(event.key, id, tree)
    if (event.key === 'Enter') openPicture(id)
    else if (event.key === ' ') pick(id, true)
    else if (to) {
      focus(to)?.focus()
      if (!event.shiftKey) select(to)
    } else if (!event.key.startsWith('Arrow')) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={scroll} className="tree-scroll">
      {/* biome-ignore lint/a11y/useSemanticElements: a set of pictures that arrows walk in */}
      <div className="tree" role="group" aria-label={t.lineage.tree} style={{ width, height }}>
        <svg width={width} height={height} aria-hidden>
          {tree.edges.map(([parent, child]) => (
            <path
              key={child}
              className="tree-edge"
              data-lit={chosen.has(parent) && chosen.has(child)}
              d={edgePath(tree.places.get(parent)!, tree.places.get(child)!)}
            />
          ))}
        </svg>
        {nodes.map(node => {
          const place = tree.places.get(node.id)!
          const changes = [
            ...(node.enlarged ? [t.upscale.badge(node.enlarged)] : []),
            ...changesOf(byId.get(node.parent ?? '')?.settings, node.settings, knobNames(node.model)),
          ]
          return (
            <div key={node.id}>
              {changes.length > 0 && (
                <div className="tree-badges" style={badgeSpot(place)}>
                  <Badges texts={changes} most={3} />
                </div>
              )}
              <Node
                node={node}
                style={spot(place)}
                changes={changes}
                pressed={chosen.has(node.id)}
                tabIndex={node.id === selected ? 0 : -1}
                onPick={more => pick(node.id, more)}
                onKeyDown={event => onKeyDown(event, node.id)}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

type NodeProps = {
  node: LineageNode
  style: { left: number; top: number }
  changes: readonly string[]
  pressed: boolean
  tabIndex: number
  onPick: (more: boolean) => void
  onKeyDown: (event: React.KeyboardEvent) => void
}

const Node = ({ node, style, changes, pressed, tabIndex, onPick, onKeyDown }: NodeProps) => (
  <button
    type="button"
    id={`node-${node.id}`}
    className="tree-node"
    aria-pressed={pressed}
    aria-label={[
      t.lineage.node(node.prompt, String(node.seed ?? '–'), changes.join(', ')),
      ...(node.trashed ? [t.lineage.trashed] : []),
      ...(node.starred ? [t.starred] : []),
    ].join(', ')}
    title={node.prompt}
    data-trashed={node.trashed !== null}
    tabIndex={tabIndex}
    style={style}
    onClick={event => onPick(event.ctrlKey || event.metaKey || event.shiftKey)}
    onDoubleClick={() => openPicture(node.id)}
    onKeyDown={onKeyDown}
  >
    <img src={imageUrl(node.id, 256)} alt="" draggable={false} decoding="async" />
    {node.trashed !== null && <Trash2 className="tree-trash" size={14} aria-hidden />}
  </button>
)
