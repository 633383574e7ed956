import { t } from '../strings.ts'

export function DicePanel() {
  return <section className="dice-panel" aria-label={t.diceParts.title} />
}
