import { sha256 as digest } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * SHA-256 of text, as lower-case hexadecimal: the same in the browser, in Node and in a worker, and not asynchronous
 * as the platform's own digest is. For check sums only; nothing secret passes through here.
 */
export function sha256(text: string): string {
  return bytesToHex(digest(utf8ToBytes(text)))
}
