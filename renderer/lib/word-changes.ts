const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}'-]+/gu) ?? []

/** The words that one text has and another lacks, each as often as it is missing, in their order. */
const only = (text: string, other: string): string[] => {
  const left = words(other)
  return words(text).filter(word => {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** What words went and what words came from one prompt to another; both empty where only their order changed. */
export const wordChanges = (before: string, after: string): { gone: string[]; come: string[] } => ({
  gone: only(before, after),
  come: only(after, before),
})
