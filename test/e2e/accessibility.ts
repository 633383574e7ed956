import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright'

/** The rules that another theme may break, without the one that asks for seven times the light (AAA), which axe leaves off too. */
const ofColours = axe
  .getRules(['cat.color'])
  .map(({ ruleId }) => ruleId)
  .filter(id => id !== 'color-contrast-enhanced')

/** What axe has to say against the page as it is now, or against its colours alone: one line per rule and element. */
export async function violations(page: Page, asked: 'all' | 'colours' = 'all'): Promise<string[]> {
  const rules = asked === 'colours' ? { runOnly: ofColours } : {}
  const there = await page.evaluate(() => 'axe' in window)
  if (!there) await page.evaluate(axe.source)
  const results = await page.evaluate(async rules => {
    const { axe } = window as unknown as { axe: { run(root: Document, options: object): Promise<unknown> } }
    // What just changed its colours is not caught half-way.
    const still = new CSSStyleSheet()
    still.replaceSync('*, ::before, ::after { transition: none !important }')
    document.adoptedStyleSheets.push(still)
    try {
      return await axe.run(document, { resultTypes: ['violations'], ...rules })
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== still)
    }
  }, rules)
  return (results as AxeResults).violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary?.split('\n').at(1)?.trim() ?? ''
      return `${id} (${help}) at ${target.join(' ')}: ${why}`
    }),
  )
}
