/** For `--import`: a clock that is as many milliseconds off as the file says that REROLL_CLOCK names, at each look. */
import { readFileSync } from 'node:fs'

const Real = Date
const off = () => {
  try {
    return Number(readFileSync(process.env.REROLL_CLOCK ?? '', 'utf8'))
  } catch {
    return 0
  }
}

globalThis.Date = class extends Real {
  constructor(...parts) {
    if (parts.length) super(...parts)
    else super(Real.now() + off())
  }
  static now() {
    return Real.now() + off()
  }
}
