import { Check, Copy, FolderOpen, Gauge, ShieldCheck, Trash2, TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { bytes } from '#shared/bytes.ts'
import { samplerNames } from '#shared/sampler-names.ts'
import type { ModelCard } from '#shared/studio/models.ts'
import { copyText } from '../lib/copy-text.ts'
import { familyName } from '../lib/family-name.ts'
import { can } from '../stores/connection.ts'
import { chooseModel, useDesk } from '../stores/desk.ts'
import { checkModel, removeModel, revealModel, useShelf } from '../stores/model-shelf.ts'
import { toast } from '../stores/toasts.ts'
import { setView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { CheckLine } from './CheckLine.tsx'
import { ModelThumbs } from './ModelThumbs.tsx'

const words = t.models
/** Of this machine's memory, what weights may take before it is said. */
const share = 0.8

/** One model: what it draws like, what it is, what it can do, where it lies, and what can be done with it. */
export function ModelCardView({ model, memory }: { model: ModelCard; memory: number | null }) {
  const { id, name, family, native, precision, licence, problem, origin, folder, defaults, page } = model
  const chosen = useDesk(desk => desk.model === id)
  const checking = useShelf(state => state.checks[id]?.doing != null)
  const [asking, setAsking] = useState(false)
  const removable = origin === 'own' || origin === 'linked'
  const size = model.bytes === null ? null : bytes(model.bytes)
  const use = () => {
    chooseModel(id)
    setView({ page: 'stage' })
  }
  return (
    <li className="model-card" data-chosen={chosen} data-broken={problem !== null}>
      <ModelThumbs model={id} />
      <div className="model-title">
        <h3>{name}</h3>
        {words.origins[origin] && (
          <span className="tag" title={words.originHelp[origin]}>
            {words.origins[origin]}
          </span>
        )}
      </div>
      <p className="model-what">
        {[familyName(family), !problem && `${native.width} × ${native.height}`, precision, size]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {problem ? (
        <p className="problem">
          <TriangleAlert size={16} aria-hidden />
          <span>{problem}</span>
        </p>
      ) : (
        <>
          <ul className="model-can" aria-label={words.canDo}>
            {canDo(model).map(what => (
              <li key={what}>{what}</li>
            ))}
          </ul>
          <dl className="facts">
            <div>
              <dt>{words.defaults}</dt>
              <dd>{words.draws(defaults.steps, samplerNames[defaults.sampler], defaults.guidance)}</dd>
            </div>
            <div>
              <dt>{words.licence}</dt>
              <dd>{licence ?? words.noLicence}</dd>
            </div>
            {page && (
              <div>
                <dt>{words.page}</dt>
                <dd>{page.replace(/^https?:\/\//, '')}</dd>
              </div>
            )}
            <div>
              <dt>{words.lies}</dt>
              <dd title={folder}>{folder}</dd>
            </div>
          </dl>
        </>
      )}
      {memory !== null && model.bytes !== null && model.bytes > memory * share && (
        <p className="model-note">{words.tooLarge(bytes(model.bytes), bytes(memory))}</p>
      )}
      <CheckLine model={id} />
      {asking ? (
        <div
          className="model-foot"
          role="alertdialog"
          aria-label={origin === 'own' ? words.removeSure : words.forgetSure}
        >
          <p>
            {origin === 'own' ? words.removeSure : words.forgetSure}
            {origin === 'linked' && <small>{words.forgetText}</small>}
          </p>
          <Button look="danger" autoFocus onClick={() => void removeModel(id)}>
            {origin === 'own' ? words.remove : words.forget}
          </Button>
          <Button onClick={() => setAsking(false)}>{words.keep}</Button>
        </div>
      ) : (
        <div className="model-foot">
          {chosen ? (
            <span className="model-used">
              <Check size={16} aria-hidden />
              {words.used}
            </span>
          ) : (
            <Button disabled={problem !== null} onClick={use}>
              {words.use}
            </Button>
          )}
          <IconButton
            icon={Gauge}
            label={`${words.tryOut} ${name}`}
            disabled={checking || problem !== null}
            onClick={() => void checkModel(id, 'run')}
          />
          <IconButton
            icon={ShieldCheck}
            label={`${words.verify}: ${name}`}
            disabled={checking || problem !== null}
            onClick={() => void checkModel(id, 'files')}
          />
          {can('reveal') ? (
            <IconButton
              icon={FolderOpen}
              label={`${words.openFolder}: ${name}`}
              onClick={() => revealModel(id)}
            />
          ) : (
            <IconButton
              icon={Copy}
              label={`${words.copyPath}: ${name}`}
              onClick={() => void copyText(folder).then(() => toast(words.copied))}
            />
          )}
          {removable && (
            <IconButton
              icon={origin === 'own' ? Trash2 : X}
              label={`${origin === 'own' ? words.remove : words.forget}: ${name}`}
              onClick={() => setAsking(true)}
            />
          )}
        </div>
      )}
    </li>
  )
}

const canDo = ({ startsFromPictures, inpaints, controls, regions, knobs }: ModelCard): string[] => [
  words.can.words,
  ...(startsFromPictures ? [words.can.pictures] : []),
  ...(inpaints ? [words.can.inpaints] : []),
  ...(regions === 'input' ? [words.can.regions] : []),
  ...controls.map(control => (control === 'sketch' ? words.can.sketch : control)),
  ...(knobs.length ? [words.can.knobs(knobs.length)] : []),
]
