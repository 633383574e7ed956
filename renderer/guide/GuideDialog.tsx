import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { openDialog } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { chapters, frontPage, pageOf } from './book.ts'
import { Markdown } from './Markdown.tsx'

/** The guide as it was when this window was built. */
export default function GuideDialog() {
  const [{ page, place }, turn] = useState({ page: frontPage, place: '' })
  const article = useRef<HTMLElement>(null)
  const list = useMemo(chapters, [])
  const tokens = useMemo(() => pageOf(page) ?? [], [page])
  useLayoutEffect(() => {
    const heading = place && article.current?.querySelector(`#${CSS.escape(place)}`)
    if (heading) heading.scrollIntoView()
    else article.current?.scrollTo(0, 0)
  }, [page, place])
  return (
    <Dialog title={t.guide.title} className="guide" onClose={() => openDialog(null)}>
      <div className="guide-body">
        <nav aria-label={t.guide.pages}>
          {[{ page: frontPage, title: t.guide.front }, ...list].map(one => (
            <button
              key={one.page}
              type="button"
              aria-current={one.page === page ? 'page' : undefined}
              onClick={() => turn({ page: one.page, place: '' })}
            >
              {one.title}
            </button>
          ))}
        </nav>
        <article
          ref={article}
          aria-label={list.find(one => one.page === page)?.title ?? t.guide.front}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
          tabIndex={0}
        >
          <Markdown tokens={tokens} go={(to, place) => turn({ page: to ?? page, place })} />
        </article>
      </div>
    </Dialog>
  )
}
