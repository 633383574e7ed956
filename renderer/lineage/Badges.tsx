import { t } from '../strings.ts'

/** What changed, a few words each; beyond `most` only how many more. */
export const Badges = ({ texts, most }: { texts: readonly string[]; most: number }) => {
  const shown = texts.length > most ? texts.slice(0, most - 1) : texts
  return (
    <>
      {shown.map(text => (
        <span key={text} className="badge" title={text}>
          {text}
        </span>
      ))}
      {texts.length > shown.length && (
        <span className="badge" title={texts.slice(shown.length).join('\n')}>
          {t.lineage.moreBadges(texts.length - shown.length)}
        </span>
      )}
    </>
  )
}
