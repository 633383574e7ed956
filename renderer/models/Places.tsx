import { FolderSearch, Trash2, X } from 'lucide-react'
import { bytes } from '#shared/bytes.ts'
import { emptyModelTrash, lookThrough, useShelf } from '../stores/model-shelf.ts'
import { explain } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmButton } from '../ui/ConfirmButton.tsx'
import { IconButton } from '../ui/IconButton.tsx'

const words = t.models.places

/** Where models come from, what other programs have, and what lies in the trash. */
export function Places() {
  const places = useShelf(state => state.places)
  if (!places) return null
  const { models, folders, offers, trash } = places
  return (
    <section className="model-places" aria-label={words.title}>
      <h3>{words.title}</h3>
      <ul>
        <li>
          <span>{words.models}</span>
          <code>{models}</code>
        </li>
        {folders.map(folder => (
          <li key={folder}>
            <span>{words.watched}</span>
            <code>{folder}</code>
            <IconButton
              icon={X}
              label={`${words.stop}: ${folder}`}
              onClick={() => void lookThrough(folder, false).catch(explain)}
            />
          </li>
        ))}
        {offers.map(({ folder, program, models: count }) => (
          <li key={folder} className="model-offer">
            <span>{words.offer(program, count)}</span>
            <code>{folder}</code>
            <Button icon={FolderSearch} onClick={() => void lookThrough(folder, true).catch(explain)}>
              {words.lookThrough}
            </Button>
          </li>
        ))}
        {trash.models > 0 && (
          <li>
            <span>{words.trash(trash.models, bytes(trash.bytes))}</span>
            <ConfirmButton
              icon={Trash2}
              text={words.empty}
              confirm={words.emptySure}
              onConfirm={() => void emptyModelTrash()}
            />
          </li>
        )}
      </ul>
    </section>
  )
}
