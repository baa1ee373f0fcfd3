import { oneLine } from './prose'

/** One word for a POSIX shell. Throws on a NUL character, which no argument can hold. */
export function shellWord(text: string): string {
  if (text.includes('\u0000')) throw new Error('a shell word cannot hold a NUL character')
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`
}

/** Free text as a comment of one line. */
export function shellComment(text: string): string {
  return `# ${oneLine(text)}`
}
