import { ContextMenu } from 'radix-ui'
import type { ReactElement } from 'react'
import { type ActionId, actionRows } from '#shared/actions.ts'
import { isEnabled, runAction } from '../actions/run.ts'
import { t } from '../strings.ts'
import { Keys } from './Keys.tsx'
import { layer } from './layer.ts'

const groups: ActionId[][] = [
  ['recall.all', 'recall.prompt', 'recall.seed', 'recall.remix', 'recall.size'],
  ['vary', 'view.alike', 'view.compare', 'view.lineage', 'picture.grid', 'picture.upscale'],
  ['picture.copy', 'picture.saveAs', 'picture.reveal', 'picture.copyPaths'],
  ['picture.star', 'picture.tags', 'picture.boards'],
  ['picture.import', 'picture.trash', 'picture.restore', 'picture.purge'],
]

/** What can be done with a picture, by the other mouse button or the menu key. */
export const PictureMenu = ({ children }: { children: ReactElement }) => (
  <ContextMenu.Root modal={false}>
    <ContextMenu.Trigger asChild>{children}</ContextMenu.Trigger>
    <ContextMenu.Portal container={layer()}>
      <ContextMenu.Content className="menu" aria-label={t.stage.toolbar} collisionPadding={8}>
        <Rows />
      </ContextMenu.Content>
    </ContextMenu.Portal>
  </ContextMenu.Root>
)

const Rows = () =>
  groups
    .map(group => group.filter(isEnabled))
    .filter(group => group.length)
    .map((group, at) => (
      <ContextMenu.Group key={group[0]}>
        {at > 0 && <ContextMenu.Separator className="menu-line" />}
        {group.map(id => (
          <ContextMenu.Item key={id} className="menu-item" onSelect={() => runAction(id)}>
            <span>{actionRows[id].label}</span>
            {actionRows[id].keys[0] && <Keys keys={actionRows[id].keys[0]} />}
          </ContextMenu.Item>
        ))}
      </ContextMenu.Group>
    ))
