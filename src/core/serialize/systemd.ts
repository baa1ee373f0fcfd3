import { oneLine } from './prose'

/** Free text in a unit file: on one line, percent signs doubled, no continuation at its end. */
export function unitText(text: string): string {
  return oneLine(text).replace(/%/g, '%%').replace(/\\+$/, '')
}

/** One word of a command line or of `Environment=`. */
export function unitWord(text: string): string {
  const plain = text.replace(/%/g, '%%').replace(/\$/g, '$$$$')
  return /^[A-Za-z0-9_@%+=:,./$-]+$/.test(plain) ? plain : `"${plain.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`
}
