/** `4 s`, `1 min 20 s`, `2 h 5 min`: short, and never more exact than anybody can know. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 1) return 'under 1 s'
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 10) return seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`
}

/** `14:05` today, `Tue 14:05` this week, `3 Nov 2026` before. */
export function moment(then: number, now = Date.now(), locale?: string): string {
  const date = new Date(then)
  const clock = date.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })
  if (new Date(now).toDateString() === date.toDateString()) return clock
  if (now - then < 6 * 86_400_000 && now > then)
    return `${date.toLocaleDateString(locale, { weekday: 'short' })} ${clock}`
  return date.toLocaleDateString(locale, { day: 'numeric', month: 'short', year: 'numeric' })
}
