/**
 * The name of a device in the system's list of PCI numbers (pci-ids.ucw.cz: a vendor a line, its devices below it after a
 * tab). Where a name stands in square brackets, it is the one that is sold. Null where it is not listed.
 */
export function nameInPciIds(list: string, vendor: string, device: string): string | null {
  const from = new RegExp(`^${vendor} {2}`, 'm').exec(list)
  if (!from) return null
  const rest = list.slice(from.index)
  const end = /\n[0-9a-fC]/.exec(rest)
  const own = end ? rest.slice(0, end.index) : rest
  const line = new RegExp(`^\\t${device} {2}(.+)$`, 'm').exec(own)?.[1]
  return line ? (/\[([^\]]+)\]/.exec(line)?.[1] ?? line).trim() : null
}
