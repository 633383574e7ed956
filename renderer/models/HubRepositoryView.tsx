import { ArrowLeft, Copy, Download as DownloadIcon, Lock } from 'lucide-react'
import { bytes } from '#shared/bytes.ts'
import type { HubVariant } from '#shared/studio/hub.ts'
import { copyText } from '../lib/copy-text.ts'
import { download, leaveRepository, setHub, useHub } from '../stores/hub.ts'
import { toast } from '../stores/toasts.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'

const words = t.models.hub

/** A repository before anything of it is fetched: size, licence, whether it is gated, and in which precisions it comes. */
export function HubRepositoryView({ id }: { id: string }) {
  const { repository, variant, hits } = useHub()
  const coming = useHub(({ downloads }) =>
    downloads.some(one => one.repository === id && one.variant === variant && one.state === 'running'),
  )
  const chosen = repository?.variants.find(one => one.id === variant)
  return (
    <article className="hub-repository" aria-label={id}>
      {hits && (
        <Button look="quiet" icon={ArrowLeft} onClick={leaveRepository}>
          {words.back}
        </Button>
      )}
      <h3>{id}</h3>
      {!repository && <p className="hub-hint">{words.looking(id)}</p>}
      {repository && (
        <>
          <dl className="facts">
            <div>
              <dt>{words.licence}</dt>
              <dd>{repository.licence ?? words.noLicence}</dd>
            </div>
            <div>
              <dt>{words.access}</dt>
              <dd className="hub-access">
                {repository.gated && <Lock size={12} aria-hidden />}
                {repository.gated ? words.gatedAccess : words.openAccess}
              </dd>
            </div>
            <div>
              <dt>{words.page}</dt>
              <dd className="hub-page">
                <code>{repository.page.replace(/^https:\/\//, '')}</code>
                <IconButton
                  icon={Copy}
                  label={words.copyPage}
                  onClick={() => void copyText(repository.page).then(() => toast(words.pageCopied))}
                />
              </dd>
            </div>
          </dl>
          {repository.problem && <p className="problem">{repository.problem}</p>}
          {repository.variants.length > 0 && (
            <fieldset className="choices">
              <legend>{words.variant}</legend>
              {repository.variants.map(one => (
                <label key={one.id} className="choice">
                  <input
                    type="radio"
                    name="variant"
                    checked={one.id === variant}
                    onChange={() => setHub({ variant: one.id })}
                  />
                  <span>
                    <strong>{titleOf(one)}</strong>
                    <small>{words.precisionHelp[one.precision ?? 'none']}</small>
                  </span>
                  <span className="hub-size">
                    {bytes(one.bytes)}
                    <small>{words.files(one.files)}</small>
                  </span>
                </label>
              ))}
            </fieldset>
          )}
          {chosen && (
            <Button
              look="accent"
              icon={DownloadIcon}
              disabled={coming}
              onClick={() => download(repository, chosen.id)}
            >
              {coming ? words.onItsWay : words.download(bytes(chosen.bytes))}
            </Button>
          )}
        </>
      )}
    </article>
  )
}

const titleOf = ({ precision, folder }: HubVariant) =>
  [precision ?? words.asPublished, folder && `${folder}/`].filter(Boolean).join(' · ')
