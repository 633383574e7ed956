import { Component, type ReactNode } from 'react'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

/** A mistake of ours takes only the window with it: pictures, queue and desk are the host's and come back. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError = () => ({ broken: true })

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return (
      <Notice tone="error" title={t.broken.title} text={t.broken.text}>
        <Button look="accent" onClick={() => location.reload()}>
          {t.connection.reload}
        </Button>
      </Notice>
    )
  }
}
