/** Columns that sentences are wrapped to. */
const WIDTH = 100

/** The words on lines of at most `WIDTH` columns; the first starts with `first`, each further one with `next`. */
export function wrapped(text: string, first: string, next: string): string[] {
  const lines: string[] = []
  let line = first
  let empty = true
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = next
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  return [...lines, line]
}
