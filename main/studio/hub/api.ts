import * as z from 'zod'
import { parseJson } from '#shared/bounded-json.ts'
import { StudioError } from '#shared/errors.ts'
import { describeIssues } from '#shared/rpc.ts'
import type { HubHit, HubPlace, HubRepository } from '#shared/studio/hub.ts'
import { type Answer, chunks, get, type HubClient, Passing, patiently } from './request.ts'
import { variantsOf } from './variants.ts'

/** A file of a repository as its tree tells it: `sha256` where the hub keeps it as a large file, else its git hash. */
export type HubFile = { path: string; bytes: number; sum: { kind: 'sha256' | 'git'; hex: string } }

const gated = z.union([z.boolean(), z.string()]).nullish().transform(Boolean)
const hits = z.array(
  z.object({
    id: z.string(),
    downloads: z.number().catch(0).default(0),
    likes: z.number().catch(0).default(0),
    gated,
    tags: z.array(z.string()).catch([]).default([]),
    pipeline_tag: z.string().nullish(),
  }),
)
const told = z.object({
  id: z.string(),
  sha: z.string().regex(/^[0-9a-f]{7,64}$/),
  gated,
  tags: z.array(z.string()).catch([]).default([]),
  cardData: z
    .object({
      license: z.union([z.string(), z.array(z.string())]).nullish(),
      license_name: z.string().nullish(),
    })
    .nullish()
    .catch(null),
})
const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`))
const tree = z.array(
  z.union([
    z.object({ type: z.literal('directory') }),
    z.object({
      type: z.literal('file'),
      path: z.string().min(1).max(1000),
      size: z.int().min(0),
      oid: hex(40),
      lfs: z.object({ oid: hex(64), size: z.int().min(0) }).nullish(),
    }),
  ]),
)

const drawing = /^(text-to-image|image-to-image|inpainting|stable-diffusion(-xl)?|diffusers:.*Pipeline)$/i

/** Models by name, those that draw before others. Errors: `network`. */
export async function searchHub(client: HubClient, text: string, signal: AbortSignal): Promise<HubHit[]> {
  const query = new URLSearchParams({
    search: text,
    filter: 'onnx',
    limit: '50',
    sort: 'downloads',
    direction: '-1',
  })
  const { value } = await json(client, `api/models?${query}`, hits, 'models', signal)
  return value
    .map(({ tags, pipeline_tag, ...hit }) => ({
      ...hit,
      draws: [...tags, pipeline_tag ?? ''].some(tag => drawing.test(tag)),
    }))
    .sort((a, b) => Number(b.draws) - Number(a.draws))
}

export type Looked = { repository: HubRepository; files: HubFile[] }

/** What a repository holds at a revision, which becomes the commit that it means now. Errors: `network`, `invalid-input`. */
export async function lookAt(
  client: HubClient,
  { repository, revision }: HubPlace,
  signal: AbortSignal,
): Promise<Looked> {
  const at = `api/models/${repository}`
  const { value } = await json(
    client,
    `${at}/revision/${encodeURIComponent(revision)}`,
    told,
    repository,
    signal,
  )
  const files: HubFile[] = []
  let next: string | null = `${at}/tree/${value.sha}?recursive=true`
  for (let pages = 0; next && pages < 100; pages++) {
    const page: { value: z.output<typeof tree>; more: string | null } = await json(
      client,
      next,
      tree,
      repository,
      signal,
    )
    for (const one of page.value)
      if (one.type === 'file')
        files.push({
          path: one.path,
          bytes: one.lfs?.size ?? one.size,
          sum: one.lfs ? { kind: 'sha256', hex: one.lfs.oid } : { kind: 'git', hex: one.oid },
        })
    next = page.more
  }
  const variants = variantsOf(
    files.map(({ path, bytes }) => ({ path, bytes })),
    repository,
  )
  return {
    files,
    repository: {
      id: repository,
      commit: value.sha,
      page: `${client.endpoint}/${repository}`,
      licence: licenceOf(value),
      gated: value.gated,
      variants: variants.map(({ take, ...variant }) => ({ ...variant, files: take.length })),
      problem: variants.length ? null : nothingIn(repository, files),
    },
  }
}

function licenceOf({ cardData, tags }: z.output<typeof told>): string | null {
  const named = [cardData?.license ?? []].flat()[0]
  if (named && named !== 'other') return named
  return cardData?.license_name ?? named ?? tags.find(tag => tag.startsWith('license:'))?.slice(8) ?? null
}

const nothingIn = (id: string, files: readonly HubFile[]) =>
  files.some(({ path }) => /\.(safetensors|ckpt)$/.test(path))
    ? `${id} holds PyTorch weights, no ONNX model; see how to convert it`
    : `${id} holds no model in diffusers-ONNX layout (model_index.json, unet/model.onnx, ...)`

/** JSON through a schema, and the address of the next page where the answer names one. */
async function json<S extends z.ZodType>(
  client: HubClient,
  path: string,
  schema: S,
  what: string,
  signal: AbortSignal,
): Promise<{ value: z.output<S>; more: string | null }> {
  return patiently(client, signal, async () => {
    const within = AbortSignal.any([signal, AbortSignal.timeout(client.stallMs)])
    const answer = await get(client, new URL(path, `${client.endpoint}/`), { signal: within, what }).catch(
      error => {
        if (!signal.aborted && within.aborted) throw new Passing('the hub fell silent')
        throw error
      },
    )
    const parsed = schema.safeParse(await bodyOf(answer, client.stallMs))
    if (parsed.success) return { value: parsed.data, more: nextPage(answer.headers.get('link')) }
    throw new StudioError(
      'network',
      `${client.endpoint} answers otherwise than a hub does (${describeIssues(parsed.error.issues)})`,
    )
  })
}

const mostJson = 64 << 20

async function bodyOf({ response, url }: Answer, stallMs: number): Promise<unknown> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks(response, stallMs)) {
    bytes += chunk.length
    if (bytes > mostJson) throw new StudioError('network', `${url.host} answers without end`)
    parts.push(chunk)
  }
  try {
    return parseJson(Buffer.concat(parts).toString('utf8'))
  } catch {
    throw new StudioError('network', `${url.host} answers with something that is no JSON; is it a hub?`)
  }
}

/** `<https://...>; rel="next"` */
const nextPage = (link: string | null): string | null =>
  /<([^>]+)>\s*;\s*rel="?next"?/.exec(link ?? '')?.[1] ?? null
