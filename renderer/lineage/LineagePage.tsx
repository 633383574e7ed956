import { GitFork, TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { sentenceOf } from '../errors.ts'
import { reloadFamily, showFamily, useFamily } from '../stores/lineage.ts'
import { useView } from '../stores/view.ts'
import { t } from '../strings.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Tree } from './Tree.tsx'
import { TreeBar } from './TreeBar.tsx'

/** What the selected picture came from and what came from it. */
export function LineagePage() {
  const selected = useView(view => view.selected)
  useEffect(() => {
    if (selected) showFamily(selected)
  }, [selected])
  return (
    <section className="lineage-page" aria-label={t.lineage.title}>
      {selected ? <Family /> : <Notice icon={GitFork} title={t.lineage.none} text={t.lineage.noneText} />}
    </section>
  )
}

function Family() {
  const { nodes, state, more, error } = useFamily()
  if (state === 'failed')
    return (
      <Notice
        icon={TriangleAlert}
        tone="error"
        title={t.lineage.failed}
        text={error ? sentenceOf(error) : undefined}
      >
        <Button onClick={reloadFamily}>{t.retry}</Button>
      </Notice>
    )
  if (!nodes.length) return null
  return (
    <>
      <header className="lineage-head">
        <p>
          {nodes.length > 1 ? t.lineage.help : <strong>{t.lineage.alone}</strong>}
          {nodes.length === 1 && ` ${t.lineage.aloneText}`}
        </p>
        <span className="filter-count">
          {t.lineage.count(nodes.length)}
          {more && ` · ${t.lineage.more}`}
        </span>
      </header>
      <Tree nodes={nodes} />
      <TreeBar nodes={nodes} />
    </>
  )
}
