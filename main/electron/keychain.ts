import { safeStorage } from 'electron'
import type { Keychain } from '../studio/hub/token.ts'

/** The system's keychain. On Linux without one Chromium would scramble with a key that everybody knows: that is none. */
export const keychain: Keychain = {
  isSafe: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
  lock: text => safeStorage.encryptString(text),
  unlock: bytes => safeStorage.decryptString(Buffer.from(bytes)),
}
