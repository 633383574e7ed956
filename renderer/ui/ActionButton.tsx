import type { LucideIcon } from 'lucide-react'
import { type ActionId, actionRows } from '#shared/actions.ts'
import { runAction } from '../actions/run.ts'
import { IconButton } from './IconButton.tsx'

type Props = {
  action: ActionId
  icon: LucideIcon
  on?: boolean
  filled?: boolean
  label?: string
  disabled?: boolean
  className?: string
  side?: 'top' | 'bottom' | 'left' | 'right'
}

/** An icon for a row of the table of actions: its label, its keys, its deed. */
export const ActionButton = ({ action, label, ...rest }: Props) => (
  <IconButton
    label={label ?? actionRows[action].label}
    keys={actionRows[action].keys[0]}
    onClick={() => runAction(action)}
    {...rest}
  />
)
