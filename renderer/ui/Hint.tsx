import { Tooltip } from 'radix-ui'
import { type ReactElement, useState } from 'react'
import { Keys } from './Keys.tsx'
import { layer } from './layer.ts'

type Props = {
  text: string
  keys?: string | undefined
  side?: 'top' | 'bottom' | 'left' | 'right'
  children: ReactElement
}

/** What an icon means and its shortcut, after a moment of rest. */
export function Hint({ text, keys, side = 'bottom', children }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <Tooltip.Root open={open} onOpenChange={setOpen}>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal container={layer()}>
        <Tooltip.Content className="hint" side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {keys && <Keys keys={keys} />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
