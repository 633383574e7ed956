import { SteeredChip } from '../canvas/live/SteeredChip.tsx'
import { DiceBar } from '../dice/DiceBar.tsx'
import { LorasBlock } from '../loras/LorasBlock.tsx'
import { useModel } from '../stores/use-model.ts'
import { t } from '../strings.ts'
import { OriginChip } from '../time/OriginChip.tsx'
import { Drawing } from './Drawing.tsx'
import { Knobs } from './Knobs.tsx'
import { ModelPicker } from './ModelPicker.tsx'
import { Negative } from './Negative.tsx'
import { PromptBlock } from './PromptBlock.tsx'

export function PromptPanel() {
  const model = useModel()
  return (
    <aside className="panel prompt-panel" aria-label={t.prompt.panel}>
      <div className="panel-scroll">
        <PromptBlock />
        <Negative />
        <ModelPicker />
        {model && !model.problem && <LorasBlock model={model.id} />}
        {model && !model.problem && model.knobs.length > 0 && <Knobs model={model} />}
        {model && !model.problem && <Drawing model={model} />}
      </div>
      <SteeredChip />
      <OriginChip />
      <DiceBar />
    </aside>
  )
}
