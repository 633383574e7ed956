import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { StudioError } from '#shared/errors.ts'
import type { Cleaner } from './clean.ts'
import { loadClipJson, loadTokenizer } from './clip.ts'
import type { TextTokenizer } from './encoded.ts'
import { loadLibraryTokenizer } from './library.ts'

/**
 * The tokenizer of a folder: CLIP's from vocab.json and merges.txt or from tokenizer.json, any other from tokenizer.json.
 * Errors: `model-missing`, `model-broken`.
 */
export async function openTokenizer(folder: string, cleaner?: Cleaner): Promise<TextTokenizer> {
  const has = (name: string) => existsSync(join(folder, name))
  if (has('vocab.json') && has('merges.txt')) return loadTokenizer(folder)
  if (has('tokenizer.json'))
    return (await loadClipJson(folder)) ?? (await loadLibraryTokenizer(folder, cleaner))
  const found = ['spiece.model', 'tokenizer.model', 'sentencepiece.model'].find(has)
  throw new StudioError(
    'model-missing',
    `${folder} has no tokenizer: expected tokenizer.json, or vocab.json and merges.txt. ${
      found
        ? `${found} alone cannot be read: save it with AutoTokenizer.from_pretrained(...).save_pretrained(...) of transformers`
        : "Copy them from the model's page"
    }`,
  )
}
