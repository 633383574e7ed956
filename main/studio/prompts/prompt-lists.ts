import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { PromptFiles } from '#shared/prompt/prompt-files.ts'
import { wildcardLines, wildcardsIn } from '#shared/prompt/wildcards.ts'

export type PromptFolders = { wildcards: string; embeddings: string }
export type PromptNames = { wildcards: string[]; embeddings: string[] }
export type PromptLists = ReturnType<typeof promptLists>

/** Beyond these a folder is not meant for this, or a file is no list. */
const most = { files: 20_000, bytes: 8 << 20, depth: 8 }
/** How long a look at a folder holds: a person who has just put a file there is not kept waiting. */
const fresh = 1000
const inversion = new Set(['.safetensors', '.pt', '.bin'])

/** What lies in the folders of wildcards and textual inversions. Folders that are not there are empty. */
export function promptLists(folders: () => PromptFolders) {
  let looked: { at: number; key: string; found: Promise<Found> } | undefined
  const look = () => {
    const now = folders()
    const key = JSON.stringify(now)
    if (!looked || looked.key !== key || performance.now() - looked.at > fresh)
      looked = { at: performance.now(), key, found: found(now) }
    return looked.found
  }
  return {
    /** Names in the order of the alphabet. */
    async names(): Promise<PromptNames> {
      const { wildcards, embeddings } = await look()
      return { wildcards: [...wildcards.keys()].sort(), embeddings: [...embeddings.keys()].sort() }
    },
    /** What these texts name, wildcards within wildcards too. */
    async filesFor(texts: readonly string[]): Promise<PromptFiles> {
      if (!texts.some(text => text.trim())) return { wildcards: {}, embeddings: {} }
      const { wildcards, embeddings } = await look()
      const lists: Record<string, string[]> = {}
      const asked = texts.flatMap(wildcardsIn)
      for (let name = asked.pop(); name !== undefined; name = asked.pop()) {
        const file = wildcards.get(name)
        if (!file || Object.hasOwn(lists, name)) continue
        const lines = await linesOf(file)
        lists[name] = lines
        for (const line of lines) asked.push(...wildcardsIn(line))
      }
      const said = [...texts, ...Object.values(lists).flat()].join('\n').toLowerCase()
      const named = [...embeddings].filter(([name]) => said.includes(name.toLowerCase()))
      return { wildcards: lists, embeddings: Object.fromEntries(named) }
    },
  }
}

type Found = { wildcards: Map<string, string>; embeddings: Map<string, string> }

async function found({ wildcards, embeddings }: PromptFolders): Promise<Found> {
  const lists = (await filesIn(wildcards)).filter(file => extname(file).toLowerCase() === '.txt')
  const vectors = (await filesIn(embeddings)).filter(file => inversion.has(extname(file).toLowerCase()))
  // Of two with the same name the one that can be read counts.
  vectors.sort((a, b) => Number(a.endsWith('.safetensors')) - Number(b.endsWith('.safetensors')))
  const path = (folder: string, file: string) => relative(folder, file).split(sep).join('/')
  const bare = (name: string) => name.slice(0, -extname(name).length)
  return {
    wildcards: new Map(lists.map(file => [bare(path(wildcards, file)), file])),
    embeddings: new Map(vectors.map(file => [bare(path(embeddings, file)).split('/').at(-1)!, file])),
  }
}

async function filesIn(folder: string, depth = 0): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const out: string[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory() && depth < most.depth) out.push(...(await filesIn(path, depth + 1)))
    else if (entry.isFile()) out.push(path)
    if (out.length >= most.files) break
  }
  return out.slice(0, most.files)
}

/** A file that cannot be read has no lines: the picture's note says so. */
async function linesOf(file: string): Promise<string[]> {
  try {
    if ((await stat(file)).size > most.bytes) return []
    return wildcardLines(await readFile(file, 'utf8'))
  } catch {
    return []
  }
}
