import { X } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { t } from '../strings.ts'

type Props = {
  title: string
  /** Read aloud, not shown. */
  hideTitle?: boolean
  className?: string
  onClose: () => void
  children: ReactNode
}

/** The browser's own modal: it holds the focus, closes with Esc and gives the focus back. `data-focus` gets it first. */
export function Dialog({ title, hideTitle, className = '', onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  // Before the next key arrives: what is typed right after a shortcut belongs to the dialog.
  useLayoutEffect(() => {
    const back = document.activeElement
    const dialog = ref.current
    dialog?.showModal()
    dialog?.querySelector<HTMLElement>('[data-focus]')?.focus()
    return () => {
      dialog?.close()
      if (back instanceof HTMLElement) back.focus({ preventScroll: true })
    }
  }, [])
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-label={title}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={event => event.target === ref.current && onClose()}
    >
      <div className="dialog-body">
        {!hideTitle && (
          <header className="dialog-head">
            <h2>{title}</h2>
            <button type="button" className="icon-button" aria-label={t.close} onClick={onClose}>
              <X size={16} aria-hidden />
            </button>
          </header>
        )}
        {children}
      </div>
    </dialog>
  )
}
