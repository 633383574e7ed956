import { call } from '../api.ts'
import { useScorerChoice } from '../stores/scorers.ts'
import { t } from '../strings.ts'
import { Asking } from './Asking.tsx'
import { useAnswer } from './use-answer.ts'
import { WhereButton } from './WhereButton.tsx'

type Props = { id: string; prompt: string; shown: string | null; onShow: (text: string) => void }

/** How well a picture fits its prompt, and which words of it the scorer does not find. */
export function PromptEvidence({ id, prompt, shown, onShow }: Props) {
  const scorer = useScorerChoice()
  const asks = prompt.trim() !== ''
  const answer = useAnswer(asks ? `${id} ${scorer}` : null, options =>
    call('meaning.missing', { id }, options),
  )
  const { result } = answer
  return (
    <section aria-label={t.meaning.fits}>
      <h3 className="fit">
        {t.meaning.fits}
        {result && <output>{result.score.toFixed(2)}</output>}
      </h3>
      {!asks && <p className="quiet-text">{t.meaning.noPrompt}</p>}
      {asks && !result && <Asking answer={answer} label={t.meaning.asking} />}
      {result && (
        <>
          <p className="quiet-text">{t.meaning.fitHelp}</p>
          <ul className="phrases" aria-label={t.meaning.phrases}>
            {result.phrases.map(({ phrase, start, missing }) => (
              <li key={start} data-missing={missing}>
                <span>{phrase}</span>
                <small>{missing ? t.meaning.missing : t.meaning.found}</small>
                <WhereButton text={phrase} shown={shown} onShow={onShow} />
              </li>
            ))}
          </ul>
          <p className="quiet-text">
            {scorer === undefined ? t.meaning.missingHelp : t.meaning.missingHelpOther}
          </p>
        </>
      )}
    </section>
  )
}
