import { Tooltip } from 'radix-ui'
import type { ReactElement } from 'react'
import { Keys } from './Keys.tsx'

type Props = {
  text: string
  keys?: string | undefined
  side?: 'top' | 'bottom' | 'left' | 'right'
  children: ReactElement
}

/** What an icon means and its shortcut, after a moment of rest. */
export const Hint = ({ text, keys, side = 'bottom', children }: Props) => (
  <Tooltip.Root>
    <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
    <Tooltip.Portal>
      <Tooltip.Content className="hint" side={side} sideOffset={6} collisionPadding={8}>
        {text}
        {keys && <Keys keys={keys} />}
      </Tooltip.Content>
    </Tooltip.Portal>
  </Tooltip.Root>
)
