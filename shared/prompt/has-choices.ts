import type { Settings } from '../generation.ts'
import { parsePrompt } from './parse.ts'
import { textsOf } from './settled-reading.ts'
import { hasChoice } from './wildcards.ts'

/** Whether the words of pictures with these settings differ from seed to seed. */
export const hasChoices = (settings: Settings): boolean =>
  settings.reading.style !== 'plain' &&
  textsOf(settings).some(text => /\{|__/.test(text) && hasChoice(parsePrompt(text)))
