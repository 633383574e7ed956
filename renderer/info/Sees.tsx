import { ScanSearch } from 'lucide-react'
import { useState } from 'react'
import type { PictureDetail } from '#shared/studio/pictures.ts'
import { runAction } from '../actions/run.ts'
import { useMeaning } from '../stores/meaning.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Section.tsx'
import { BelievedWords } from './BelievedWords.tsx'
import { Heat } from './Heat.tsx'
import { Looked } from './Looked.tsx'
import { PromptEvidence } from './PromptEvidence.tsx'
import { ScorerSelect } from './ScorerSelect.tsx'

/** What the scorer makes of a picture; it is asked when this is opened, and no longer when it is closed. */
export function Sees({ detail }: { detail: PictureDetail }) {
  const [heat, setHeat] = useState<string | null>(null)
  const show = (text: string) => setHeat(before => (before === text ? null : text))
  const unfinished = useMeaning(({ info }) => info !== null && info.state !== 'done')
  const { id, prompt } = detail
  return (
    <div className="sees">
      <Button icon={ScanSearch} onClick={() => runAction('view.alike')}>
        {t.meaning.alike}
      </Button>
      <Section title={t.meaning.title} open={false} lazy>
        <div className="sees-parts">
          <div className="sees-scorer">
            <ScorerSelect />
            {unfinished && <Looked />}
          </div>
          {heat !== null && <Heat key={heat} id={id} text={heat} onHide={() => setHeat(null)} />}
          <BelievedWords id={id} shown={heat} onShow={show} />
          <PromptEvidence id={id} prompt={prompt} shown={heat} onShow={show} />
        </div>
      </Section>
    </div>
  )
}
