import { StudioError } from '#shared/errors.ts'

export const ownEndpoint = 'https://huggingface.co'

const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)

/**
 * An address as a person gives it, without a slash at its end.
 * Errors: `invalid-input` for what is no http address.
 */
export function parseEndpoint(text: string): string {
  const url = URL.parse(text.trim())
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search || url.hash)
    throw new StudioError(
      'invalid-input',
      `"${text.slice(0, 80)}" is no address of a hub; expected one such as ${ownEndpoint}`,
    )
  return url.href.replace(/\/+$/, '')
}

/** Whether a token may be sent there: never in the clear, except within this machine. */
export const isPrivate = (url: URL): boolean => url.protocol === 'https:' || isLoopback(url)

/** What was set, else HF_ENDPOINT, else the hub itself. */
export const endpointOf = (set: string | null, env: NodeJS.ProcessEnv = process.env): string =>
  set ?? (env.HF_ENDPOINT ? parseEndpoint(env.HF_ENDPOINT) : ownEndpoint)
