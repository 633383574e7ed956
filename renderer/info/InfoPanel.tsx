import { Info, X } from 'lucide-react'
import { formatA1111 } from '#shared/png/a1111.ts'
import type { PictureRecord } from '#shared/png/record.ts'
import { label, rate } from '../actions/mark.ts'
import { recallPicture } from '../actions/pictures.ts'
import { copyText } from '../lib/copy-text.ts'
import { useDetail } from '../stores/details.ts'
import { explain, toast } from '../stores/toasts.ts'
import { setView, useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { LabelPicker } from '../ui/LabelPicker.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Rating } from '../ui/Rating.tsx'
import { CameFrom } from './CameFrom.tsx'
import { Facts } from './Facts.tsx'
import { LiesIn } from './LiesIn.tsx'
import { NearDrawings } from './NearDrawings.tsx'
import { Note } from './Note.tsx'
import { Sees } from './Sees.tsx'
import { Tags } from './Tags.tsx'
import { Tried } from './Tried.tsx'

export function InfoPanel() {
  const selected = useView(view => view.selected)
  const detail = useDetail(selected)
  const record = detail?.record
  return (
    <>
      <header className="side-head">
        <h2>{t.info.title}</h2>
        <IconButton icon={X} label={t.close} keys="I" onClick={() => setView({ side: null })} />
      </header>
      {detail ? (
        <div className="panel-scroll info">
          <section>
            <h3>{t.prompt.label}</h3>
            <p className="info-prompt">{detail.prompt || t.stage.untitled}</p>
            {record?.settings.negative && (
              <>
                <h3>{t.prompt.negative}</h3>
                <p className="info-prompt">{record.settings.negative}</p>
              </>
            )}
          </section>
          {record ? (
            <div className="info-recall">
              <Button onClick={() => recallPicture(detail.id, 'all')}>{t.recall.all}</Button>
              <Button onClick={() => recallPicture(detail.id, 'seed')}>{t.recall.seed}</Button>
              <Button onClick={() => recallPicture(detail.id, 'prompt')}>{t.recall.prompt}</Button>
              <button type="button" className="link" onClick={() => copySettings(record)}>
                {t.info.copyText}
              </button>
            </div>
          ) : (
            !detail.external?.missing && <p className="quiet-text">{t.info.noRecord}</p>
          )}
          <CameFrom detail={detail} />
          <Sees key={`sees ${detail.id}`} detail={detail} />
          <NearDrawings key={`drawings ${detail.id}`} detail={detail} />
          <LiesIn detail={detail} />
          <Facts detail={detail} />
          <Tried detail={detail} />
          <div className="info-marks">
            <Rating value={detail.stars} onChange={stars => void rate([detail.id], stars).catch(explain)} />
            <LabelPicker
              value={detail.label}
              onChange={colour => void label([detail.id], colour).catch(explain)}
            />
          </div>
          <Tags key={`tags ${detail.id}`} detail={detail} kind="tag" />
          <Tags key={`boards ${detail.id}`} detail={detail} kind="board" />
          <Note key={detail.id} detail={detail} />
        </div>
      ) : (
        <Notice icon={Info} title={t.info.none} text={t.info.noneText} />
      )}
    </>
  )
}

/** As A1111 writes it, so that it can be pasted anywhere. */
function copySettings({ settings, model, versions }: PictureRecord): void {
  const text = formatA1111(settings, { modelHash: model.hash, model: model.id, version: versions.reroll })
  copyText(text).then(() => toast(t.info.textCopied), explain)
}
