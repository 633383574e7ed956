import { Plus, X } from 'lucide-react'
import { useEffect } from 'react'
import { useDesk } from '../stores/desk.ts'
import { loadLoras, rowsOf, useLoras } from '../stores/loras.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Section.tsx'
import { LoraPicker } from './LoraPicker.tsx'
import { LoraRow } from './LoraRow.tsx'

/** The LoRAs that are laid on the model; nothing for a model that takes none. */
export function LorasBlock({ model }: { model: string }) {
  const list = useLoras(({ lists }) => lists[model])
  const off = useLoras(state => state.off)
  const choosing = useLoras(state => state.choosing)
  const acting = useDesk(({ loras }) => loras)
  useEffect(() => void loadLoras(model), [model])
  const rows = rowsOf(acting, off)
  if (!list || (list.why !== null && acting.length === 0)) return null
  const toggle = () => {
    if (!choosing) void loadLoras(model)
    useLoras.setState({ choosing: !choosing, query: '' })
  }
  return (
    <Section
      title={t.loras.title}
      note={acting.length > 0 && <small className="loras-count">{acting.length}</small>}
    >
      <div className="loras">
        {list.why !== null && <p className="lora-problem">{list.why}</p>}
        {rows.map(row => (
          <LoraRow
            key={row.lora.name}
            row={row}
            card={list.loras.find(({ name }) => name === row.lora.name)}
          />
        ))}
        {list.why === null && (
          <Button icon={choosing ? X : Plus} aria-expanded={choosing} onClick={toggle}>
            {choosing ? t.loras.closeList : t.loras.add}
          </Button>
        )}
        {choosing && list.why === null && <LoraPicker list={list} />}
      </div>
    </Section>
  )
}
