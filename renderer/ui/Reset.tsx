import { RotateCcw } from 'lucide-react'
import { t } from '../strings.ts'

/** Back to the model's own value; there only while another one is given. */
export const Reset = ({ given, label, onReset }: { given: boolean; label: string; onReset: () => void }) =>
  given ? (
    <button type="button" className="reset" aria-label={t.resetOf(label)} title={t.reset} onClick={onReset}>
      <RotateCcw size={12} aria-hidden />
    </button>
  ) : null
