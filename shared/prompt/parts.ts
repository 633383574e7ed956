/** One of the prompts that are drawn together (arXiv:2206.01714), and its weight, which may be negative. */
export type PromptPart = { text: string; weight: number }

const and = /\bAND\b/
const weighed = /^([\s\S]*?)\s*:\s*([-+]?(?:\d+\.?|\d*\.\d+))\s*$/

/** Prompts between `AND`, as A1111 cuts them; a number behind a last colon is a weight only where there are several. */
export function partsOf(text: string): PromptPart[] {
  const texts = text.split(and)
  if (texts.length === 1) return [{ text, weight: 1 }]
  return texts.map(part => {
    const match = weighed.exec(part)
    return match ? { text: match[1]!, weight: Number(match[2]) } : { text: part, weight: 1 }
  })
}
