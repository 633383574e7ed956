import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { dismiss, type Toast, useToasts } from '../stores/toasts.ts'
import { t } from '../strings.ts'

export function Toasts() {
  const toasts = useToasts(state => state.toasts)
  const ref = useRef<HTMLElement>(null)
  // Shown anew, so as to lie above a dialog that was opened since.
  useEffect(() => {
    if (ref.current?.matches(':popover-open')) ref.current.hidePopover()
    if (toasts.length) ref.current?.showPopover()
  }, [toasts])
  return (
    <section ref={ref} popover="manual" className="toasts" aria-label={t.notices} aria-live="polite">
      {toasts.map(toast => (
        <ToastRow key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

/** Goes by itself, but not while it is pointed at or holds the focus. */
function ToastRow({ toast: { id, text, tone, action } }: { toast: Toast }) {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const due = setTimeout(() => dismiss(id), tone === 'error' || action ? 9000 : 3500)
    return () => clearTimeout(due)
  }, [id, held, tone, action])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps it from going
    <div
      className={`toast ${tone}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{text}</span>
      {action && (
        <button
          type="button"
          className="toast-action"
          onClick={() => {
            action.run()
            dismiss(id)
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className="toast-close" aria-label={t.close} onClick={() => dismiss(id)}>
        <X size={14} aria-hidden />
      </button>
    </div>
  )
}
