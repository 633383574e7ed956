import { spawnSync } from 'node:child_process'

const git = (...args: string[]) => {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}

/** Which sources a build is made of: the commit, with a `+` when files differ from it; empty where git knows none. */
export function commit(): string {
  const id = git('rev-parse', '--short=10', 'HEAD')
  return id ? `${id}${git('status', '--porcelain', '--untracked-files=no') ? '+' : ''}` : ''
}

/**
 * Seconds since 1970 that every date in a package comes from: SOURCE_DATE_EPOCH
 * (reproducible-builds.org/specs/source-date-epoch), else the commit's own, so that one commit makes one package.
 */
export function sourceDate(env: NodeJS.ProcessEnv = process.env): string {
  const given = env.SOURCE_DATE_EPOCH
  if (given && /^\d+$/.test(given)) return given
  if (given) throw new Error(`SOURCE_DATE_EPOCH is "${given}"; whole seconds since 1970 were expected`)
  return git('log', '-1', '--format=%ct') ?? '0'
}

/** Where the build looks for releases and whose signature they need, from REROLL_FEED_URL and REROLL_FEED_KEY; or nowhere. */
export function feedPlace(env: NodeJS.ProcessEnv = process.env): { url: string; key: string } | null {
  const { REROLL_FEED_URL: url, REROLL_FEED_KEY: key } = env
  if (!url && !key) return null
  if (!url?.startsWith('https://') || !key)
    throw new Error('A feed needs both REROLL_FEED_URL (https) and REROLL_FEED_KEY (docs/release.md)')
  return { url, key }
}
