import * as z from 'zod'
import { method } from '../contract.ts'
import type { WireError } from '../errors.ts'

/** How a graph's weights are kept; null where nothing says. */
export const precisions = ['fp32', 'fp16', 'bf16', 'int8', 'int4'] as const
export type Precision = (typeof precisions)[number]

/** Where models are asked for, and as whom. The token itself never crosses to a window. */
export type HubInfo = {
  endpoint: string
  /** The endpoint is another than the hub's own. */
  ownEndpoint: boolean
  /** Where the token comes from: kept by Reroll, until Reroll closes, from HF_TOKEN, from the hub's own token file. */
  token: 'none' | 'kept' | 'session' | 'environment' | 'file'
  /** Whether the system has a keychain that a token can be kept in. */
  keychain: boolean
}

export type HubHit = { id: string; downloads: number; likes: number; gated: boolean; draws: boolean }

/** One of the models that a repository holds, complete by itself. */
export type HubVariant = {
  /** Within its repository. */
  id: string
  precision: Precision | null
  /** The folder within the repository; empty for its root. */
  folder: string
  files: number
  bytes: number
}

export type HubRepository = {
  id: string
  /** The commit that was looked at: what is downloaded is of this one. */
  commit: string
  /** Its page, for people. */
  page: string
  licence: string | null
  /** Its makers want their licence accepted on its page first. */
  gated: boolean
  variants: HubVariant[]
  /** Why nothing of it can be used, in one sentence; null when something can. */
  problem: string | null
}

export type Download = {
  id: string
  repository: string
  variant: string
  precision: Precision | null
  /** The model's id once it is there. */
  name: string
  state: 'running' | 'paused' | 'failed' | 'done'
  phase: 'looking' | 'fetching' | 'checking'
  bytes: number
  of: number
  /** Bytes that were on this machine already. */
  reused: number
  /** Bytes per second over the last seconds; null when nothing flows. */
  rate: number | null
  msLeft: number | null
  error: WireError | null
}

const repository = z
  .string()
  .max(200)
  .regex(/^[\w][\w.-]*(\/[\w][\w.-]*)?$/, 'a repository is called owner/name')
const revision = z
  .string()
  .max(200)
  .regex(/^[\w][\w./-]*$/, 'a revision is a branch, a tag or a commit')
  .default('main')
const hubPlace = z.strictObject({ repository, revision })
export type HubPlace = z.output<typeof hubPlace>
const hubWish = hubPlace.extend({ variant: z.string().max(300) })
export type HubWish = z.output<typeof hubWish>

const download = z.strictObject({ download: z.string().min(1).max(300) })

/** Models from the Hugging Face hub. Nothing of this asks a network before somebody wants it. */
export const hubContract = {
  'hub.info': method<HubInfo>()(z.void()),
  'hub.setEndpoint': method<HubInfo>()(z.strictObject({ endpoint: z.string().max(500).nullable() })),
  'hub.setToken': method<HubInfo>()(z.strictObject({ token: z.string().max(500).nullable() })),
  'hub.search': method<HubHit[]>()(z.strictObject({ text: z.string().trim().min(1).max(200) })),
  'hub.repository': method<HubRepository>()(hubPlace),
  /** Begins, or joins one that is under way; `hub.watch` tells how far it is. */
  'hub.download': method<{ download: string }>()(hubWish),
  /** What has come stays, for another time. */
  'hub.pause': method<void>()(download),
  'hub.resume': method<void>()(download),
  /** What has come goes. */
  'hub.discard': method<void>()(download),
  /** Never answers: all downloads, now and whenever one changes. */
  'hub.watch': method<void, Download[]>()(z.void()),
}
