/** Bodies of scripts, which are files of their own, one after the other with a blank line between. */
export function bodyOf(...files: readonly string[]): string {
  return files.map((text) => text.replace(/\n+$/, '')).join('\n\n')
}
