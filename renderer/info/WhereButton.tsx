import { Flame } from 'lucide-react'
import { t } from '../strings.ts'

type Props = { text: string; shown: string | null; onShow: (text: string) => void }

/** Shows where in the picture something is seen, or hides that again. */
export const WhereButton = ({ text, shown, onShow }: Props) => (
  <button
    type="button"
    className="where-button"
    aria-label={t.meaning.where(text)}
    title={t.meaning.where(text)}
    aria-pressed={shown === text}
    onClick={() => onShow(text)}
  >
    <Flame size={14} aria-hidden />
  </button>
)
