import type { PictureDetail } from '#shared/studio/pictures.ts'
import { call } from '../api.ts'
import { t } from '../strings.ts'
import { Section } from '../ui/Section.tsx'
import { Asking } from './Asking.tsx'
import { useAnswer } from './use-answer.ts'

const words = t.drawings

/** Which of the drawings that its model was taught with a picture is near to, and whom they are from; asked when it is opened. */
export const NearDrawings = ({ detail }: { detail: PictureDetail }) =>
  detail.record && (
    <Section title={words.title} open={false} lazy>
      <Nearest id={detail.id} />
    </Section>
  )

function Nearest({ id }: { id: string }) {
  const answer = useAnswer(id, options =>
    call('meaning.drawings', { id }, { signal: options.signal }).then(found => ({ found })),
  )
  if (!answer.result) return <Asking answer={answer} label={t.meaning.asking} />
  const { found } = answer.result
  if (!found) return <p className="quiet-text">{words.none}</p>
  return (
    <>
      <ol className="near-drawings" aria-label={words.title}>
        {found.drawings.map(({ subject, credit, licence, likeness, picture }, k) => (
          <li key={k} title={words.from(subject, credit, licence)}>
            <img src={picture} alt="" draggable={false} />
            <span>{subject}</span>
            <small>{likeness.toFixed(2)}</small>
            <small>{credit}</small>
          </li>
        ))}
      </ol>
      <p className="quiet-text">{words.help(found.of)}</p>
    </>
  )
}
