import { Copy } from 'lucide-react'
import { useState } from 'react'
import {
  type ConvertFamily,
  type ConvertRow,
  convertFamilies,
  convertRows,
  convertSetup,
} from '#shared/convert-help.ts'
import { copyText } from '../lib/copy-text.ts'
import { toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Section } from '../ui/Section.tsx'
import { Select } from '../ui/Select.tsx'

const words = t.models.convert
const options = convertFamilies.map(value => ({ value, label: convertRows[value].title }))

/** Commands that make a folder of any checkpoint; the same as `reroll models convert-help`. */
export function ConvertGuide() {
  const [family, setFamily] = useState<ConvertFamily>('safetensors')
  const { commands, notes }: ConvertRow = convertRows[family]
  return (
    <div className="convert-guide">
      <Section title={words.title} open={false}>
        <p>{words.text}</p>
        <h3>{words.setup}</h3>
        <Commands lines={convertSetup} />
        <div className="convert-family">
          <h3>{words.family}</h3>
          <Select
            label={words.family}
            value={family}
            options={options}
            onChange={value => setFamily(value as ConvertFamily)}
          />
        </div>
        <Commands lines={commands} />
        {notes.map(note => (
          <p key={note}>{note}</p>
        ))}
      </Section>
    </div>
  )
}

const Commands = ({ lines }: { lines: readonly string[] }) => (
  <div className="convert-commands">
    <pre>{lines.join('\n')}</pre>
    <Button
      look="quiet"
      icon={Copy}
      onClick={() => void copyText(lines.join('\n')).then(() => toast(words.copied))}
    >
      {words.copy}
    </Button>
  </div>
)
