declare module '*.css' {}
declare module '@fontsource-variable/inter/opsz.css' {}

/** The one channel that Electron's preload opens; absent in a browser. */
interface Window {
  readonly reroll?: {
    send(message: unknown): void
    onMessage(listener: (message: unknown) => void): void
  }
}

declare module '*.svg?url' {
  const url: string
  export default url
}
