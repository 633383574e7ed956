/** Names that Windows keeps for devices, and what no system takes in a name. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const refused = /[\\/:*?"<>|\u0000-\u001f]/g

/** A file's name that every system takes, from what a person called a drawing; without an extension. */
export function fileNameOf(name: string): string {
  const plain = name
    .replace(refused, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  return !plain || devices.test(plain) ? `drawing ${plain}`.trim() : plain
}
