const units = ['B', 'KB', 'MB', 'GB', 'TB']

/** `840 B`, `12 KB`, `3.4 MB`: decimal, as the hub and file managers count. */
export function bytes(count: number): string {
  let value = count
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}
