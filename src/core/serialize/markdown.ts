import { markdownText, oneLine } from './prose'

/** Lines of a table. Cells are Markdown already: free text goes through `markdownText`, words to copy through `code`. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)]
}

/** A code span that shows exactly the text, in a table too. */
export function code(text: string): string {
  const plain = oneLine(text)
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = plain === '' || plain.startsWith('`') || plain.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${plain.replace(/\|/g, '\\|')}${pad}${fence}`
}

/** Lines of a fenced block. The fence is longer than any run of backticks in it. */
export function codeBlock(language: string, lines: readonly string[]): string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, ...lines, fence]
}

export { markdownText }
