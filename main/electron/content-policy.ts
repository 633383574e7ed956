export const appOrigin = 'studio://app'

/** Nothing from anywhere but the bundle and the library; what a page could send home has no way out. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' studio: blob: data:",
  "font-src 'self'",
  "connect-src 'self' studio:",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
