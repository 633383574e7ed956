declare module '*.css' {}
declare module '@fontsource-variable/inter/opsz.css' {}

/** The one channel that Electron's preload opens; absent in a browser. */
interface Window {
  readonly reroll?: {
    send(message: unknown): void
    onMessage(listener: (message: unknown) => void): void
  }
}

/** What Vite puts in place of a call: what the files of a pattern hold, by their paths. */
interface ImportMeta {
  glob<T>(pattern: string, options: { query: string; import: 'default'; eager: true }): Record<string, T>
}

declare module '*.svg?url' {
  const url: string
  export default url
}
