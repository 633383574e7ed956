import { bytes } from '#shared/bytes.ts'
import type { GenerateEvent, LoadProgress, Stage } from '#shared/engine-contract.ts'

const doing: Record<Stage, string> = {
  load: 'Loading the model',
  warm: 'Warming up',
  verify: 'Checking the model',
  encode: 'Reading the words',
  sample: 'Drawing',
  decode: 'Developing',
  write: 'Saving',
}

const width = 24
const bar = (share: number) => '█'.repeat(Math.round(share * width)).padEnd(width, '·')

export function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** One line of a progress bar for an event; null for events that do not move it. */
export function progressLine(event: GenerateEvent): string | null {
  if (event.kind === 'stage') return doing[event.stage]
  if (event.kind === 'merge') {
    const left = event.msLeft === null ? '' : `  ${duration(event.msLeft)} left`
    return `Laying LoRAs on the model ${bar(event.share)}${left}`
  }
  if (event.kind === 'loading') return loadingLine(event)
  if (event.kind !== 'step') return null
  const { image, images, step, of, msLeft } = event
  const picture = images > 1 ? `  picture ${image + 1} of ${images}` : ''
  const left = msLeft === null ? '' : `  ${duration(msLeft)} left`
  return `Drawing ${bar((image + step / of) / images)} step ${step}/${of}${picture}${left}`
}

function loadingLine({ doing: now, bytes: read, of, msLeft }: LoadProgress): string {
  if (now === 'warm') return doing.warm
  const left = msLeft === null ? '' : `  ${duration(msLeft)} left`
  return `Loading the model ${bar(of ? read / of : 1)} ${bytes(read)} of ${bytes(of)}${left}`
}

type Terminal = { isTTY?: boolean; columns?: number; write(text: string): unknown }

/** One line of a terminal, written again and again; nothing when it is not one. */
export function rewritten(terminal: Terminal) {
  if (!terminal.isTTY) return { show: (_: string) => {}, clear: () => {} }
  return {
    show: (line: string) => void terminal.write(`\r\x1b[2K${line.slice(0, (terminal.columns ?? 80) - 1)}`),
    clear: () => void terminal.write('\r\x1b[2K'),
  }
}

/** Shows the progress of a generation. */
export function progressBar(terminal: Terminal) {
  const { show, clear } = rewritten(terminal)
  return {
    show(event: GenerateEvent) {
      const line = progressLine(event)
      if (line) show(line)
    },
    clear,
  }
}
