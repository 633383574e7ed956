/** The tokens of the theme as the stage needs them. */
export function stageColours(host: HTMLElement) {
  const style = getComputedStyle(host)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    shadow: 'rgb(0 0 0 / 25%)',
    grid: 'rgb(120 120 120 / 35%)',
    veil: token('canvas-veil'),
    line: token('mark'),
    accent: token('mark'),
    text: token('text'),
    panel: token('raised'),
  }
}
