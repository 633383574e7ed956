import manifest from '../package.json' with { type: 'json' }

/** What the bundler puts in; nothing defines it when the sources run by themselves. */
declare const REROLL_COMMIT: string

export const version: string = manifest.version

/** The commit that this was built from, a `+` behind it where files differed; empty from source or where git was missing. */
export const commit: string = typeof REROLL_COMMIT === 'undefined' ? '' : REROLL_COMMIT
