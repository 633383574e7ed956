/** What a text of JSON may hold before memory is taken for it; the deepest and longest files known have a tenth. */
export type JsonLimits = { depth: number; values: number }

/** A tokenizer of 256,000 words comes to two million values. */
const jsonLimits: JsonLimits = { depth: 100, values: 8_000_000 }

/**
 * JSON that anybody may have written: brackets are counted first, since a text of brackets alone takes fifty times its own
 * length in memory. Errors: a `SyntaxError`, as of `JSON.parse`.
 */
export function parseJson(text: string, { depth, values }: JsonLimits = jsonLimits): unknown {
  let [open, found] = [0, 0]
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === quote) at = endOfString(text, at)
    else if (sign === bracket || sign === brace) {
      found++
      if (++open > depth) throw new SyntaxError(`lists within lists, more than ${depth} deep`)
    } else if (sign === bracketEnd || sign === braceEnd) open--
    else if (sign === comma) found++
    if (found > values) throw new SyntaxError(`more than ${values} values`)
  }
  return JSON.parse(text)
}

const [quote, comma, backslash] = [34, 44, 92]
const [bracket, bracketEnd, brace, braceEnd] = [91, 93, 123, 125]

/** Where the closing quote lies; the text's end where there is none. */
function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1)
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

function isEscaped(text: string, at: number): boolean {
  let before = at
  while (text.charCodeAt(before - 1) === backslash) before--
  return (at - before) % 2 === 1
}
