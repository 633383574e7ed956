import { config } from 'zod'

/** The page's content policy forbids code made of strings. First of all imports, before any schema is used. */
config({ jitless: true })
