import { useEffect, useState } from 'react'
import type { TokenCount as Count } from '#shared/studio/models.ts'
import { call } from '../api.ts'
import { useDesk } from '../stores/desk.ts'
import { t } from '../strings.ts'

/** How many of the tokens that the model reads are used; red beyond, since the rest is not read. */
export function TokenCount({ text }: { text: string }) {
  const model = useDesk(desk => desk.model)
  const style = useDesk(desk => desk.reading.style)
  const [count, setCount] = useState<Count | null>(null)
  useEffect(() => {
    if (!model) return
    const abort = new AbortController()
    const due = setTimeout(
      () =>
        call('models.count', { model, text: text.slice(0, 100_000), style }, { signal: abort.signal }).then(
          setCount,
          () => {},
        ),
      120,
    )
    return () => {
      clearTimeout(due)
      abort.abort()
    }
  }, [model, text, style])
  if (!count) return <span className="tokens" />
  const over = count.tokens > count.limit
  return (
    <span
      className="tokens"
      data-over={over}
      title={
        over
          ? t.prompt.over(count.limit)
          : count.windows > 1
            ? t.prompt.window(count.windows)
            : t.prompt.tokens
      }
    >
      {count.tokens}
      <span aria-hidden>/</span>
      <span className="visually-hidden">{t.of}</span>
      {count.limit}
      {count.windows > 1 && ` · ${t.prompt.windows(count.windows)}`}
    </span>
  )
}
