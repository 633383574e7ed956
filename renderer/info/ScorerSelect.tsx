import { useEffect } from 'react'
import { chooseScorer, loadScorers, useScorerChoice, useScorers } from '../stores/scorers.ts'
import { t } from '../strings.ts'
import { Select } from '../ui/Select.tsx'

/** Who looks at pictures, among what is installed; one that cannot be used says why. */
export function ScorerSelect() {
  const cards = useScorers(state => state.cards)
  const choice = useScorerChoice()
  useEffect(() => {
    void loadScorers()
  }, [])
  const chosen = cards?.find(({ id, shipped }) => (choice === undefined ? shipped : id === choice))
  return (
    <Select
      label={t.meaning.scorer}
      value={chosen?.id ?? ''}
      placeholder={cards && choice ? t.meaning.scorerGone(choice) : t.loading}
      options={(cards ?? []).map(({ id, name, problem, family, shipped }) => ({
        value: id,
        label: name,
        note: problem ?? (shipped ? t.model.shipped : t.meaning.families[family ?? 'own']),
        disabled: problem !== null && id !== choice,
      }))}
      onChange={id => {
        const card = cards?.find(one => one.id === id)
        if (card) void chooseScorer(card)
      }}
    />
  )
}
