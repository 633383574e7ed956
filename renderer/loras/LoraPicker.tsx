import { Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { LoraCard, LoraList } from '#shared/studio/loras.ts'
import { useDesk } from '../stores/desk.ts'
import { addLora, useLoras } from '../stores/loras.ts'
import { t } from '../strings.ts'
import { SearchField } from '../ui/SearchField.tsx'

const most = 200

const fits = (query: string) => {
  const parts = query.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ name, title, triggers }: LoraCard) => {
    const text = [name, title ?? '', ...triggers.map(({ word }) => word)].join(' ').toLowerCase()
    return parts.every(part => text.includes(part))
  }
}

/** Every installed LoRA; those that do not go with the model come last, with the reason. */
export function LoraPicker({ list }: { list: LoraList }) {
  const query = useLoras(state => state.query)
  const used = useDesk(({ loras }) => loras)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Newer browsers answer with a promise, which is no clean-up.
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const found = list.loras
    .filter(fits(query))
    .sort((a, b) => Number(a.problem !== null) - Number(b.problem !== null))
  if (list.loras.length === 0)
    return (
      <p className="lora-empty">
        {t.loras.none} <code>{list.folders[0]}</code>
      </p>
    )
  return (
    <div className="lora-picker" ref={place}>
      <SearchField
        label={t.loras.search}
        value={query}
        onChange={next => useLoras.setState({ query: next })}
        autoFocus
      />
      {found.length === 0 && <p className="lora-empty">{t.loras.nothing}</p>}
      <ul className="lora-list">
        {found.slice(0, most).map(card => (
          <Choice key={card.name} card={card} used={used.some(({ name }) => name === card.name)} />
        ))}
      </ul>
    </div>
  )
}

function Choice({ card: { name, kinds, base, bytes, problem }, used }: { card: LoraCard; used: boolean }) {
  const about = [kinds.join(' + '), base, t.loras.mib((bytes / 2 ** 20).toFixed(1))]
    .filter(Boolean)
    .join(', ')
  return (
    <li>
      <button
        type="button"
        className="lora-choice"
        disabled={problem !== null || used}
        onClick={() => addLora(name)}
      >
        <span>{name}</span>
        <Plus size={14} aria-hidden />
        <small>{problem ?? about}</small>
      </button>
    </li>
  )
}
