/** They say nothing by themselves. */
const small = new Set(
  'a an the of on in at to by with and or for from is are its it as into over under near'.split(' '),
)

/** The words of a prompt that a picture could show, each once, as they are written. */
export function promptWords(prompt: string): string[] {
  const words = prompt.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? []
  return [...new Set(words.filter(word => !small.has(word.toLowerCase())))]
}
