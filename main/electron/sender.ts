import type { WebContents, WebFrameMain } from 'electron'
import { appOrigin } from './content-policy.ts'

/** Whether a message came from our own document in the main frame: not from a frame inside it, not from elsewhere. */
export const isOurPage = (
  { senderFrame }: { readonly senderFrame: WebFrameMain | null },
  { mainFrame }: Pick<WebContents, 'mainFrame'>,
): boolean => senderFrame !== null && senderFrame === mainFrame && senderFrame.origin === appOrigin
