/**
 * Bodies of scripts, playbooks and units, which are files of their own, one after the other with a blank line between and no
 * break behind the last.
 */
export function bodyOf(...files: readonly string[]): string {
  return files.map((text) => text.replace(/\n+$/, '')).join('\n\n')
}
