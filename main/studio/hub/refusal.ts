import { StudioError } from '#shared/errors.ts'
import type { HubClient } from './request.ts'

type Refusal = {
  status: number
  /** `X-Error-Code`: the hub's own word for it. */
  code: string | null
  body: string
  client: Pick<HubClient, 'endpoint' | 'token'>
  /** `owner/name`, or what else was asked for. */
  what: string
}

/** Why the hub gives something to nobody, or not to this person, and what to do. */
export function refusalOf({ status, code, body, client, what }: Refusal): StudioError {
  const page = `${client.endpoint}/${what}`
  const gated = code === 'GatedRepo' || /gated|accept|agree|licen[cs]e/i.test(body)
  if (status === 401 || status === 403) {
    if (gated)
      return new StudioError(
        'network',
        `${what} wants its licence accepted first: open ${page} in a browser, sign in and accept it${client.token ? '; the token that is set must belong to that account' : ', then set a token of that account (Address and token, in Models; or HF_TOKEN)'}`,
      )
    return new StudioError(
      'network',
      client.token
        ? `The hub refuses the token for ${what} (${status}); make a new one that may read, or check the name`
        : `The hub gives ${what} only to those it knows (${status}): check the name, or set a token that may read it`,
    )
  }
  if (status === 404)
    return new StudioError(
      'invalid-input',
      code === 'RevisionNotFound'
        ? `${what} has no such revision; leave it out, or look at ${page}/tree/main`
        : `The hub has no ${what}; check the name (owner/name), or search for it`,
    )
  return new StudioError('network', `The hub refused ${what} (${status})`)
}
