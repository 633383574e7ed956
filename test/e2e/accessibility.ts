import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright'

/** What axe has to say against the page as it is now: one line per rule and element. */
export async function violations(page: Page): Promise<string[]> {
  const there = await page.evaluate(() => 'axe' in window)
  if (!there) await page.evaluate(axe.source)
  const results = await page.evaluate(() => {
    const { axe } = window as unknown as { axe: { run(root: Document, options: object): Promise<unknown> } }
    return axe.run(document, { resultTypes: ['violations'] })
  })
  return (results as AxeResults).violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary?.split('\n').at(1)?.trim() ?? ''
      return `${id} (${help}) at ${target.join(' ')}: ${why}`
    }),
  )
}
