/** A run of text with one look; `scope` is a class of the highlighter, such as `hljs-string`. */
export interface Token {
  readonly text: string
  readonly scope: string | null
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
}

const PIECE = /<span class="([^"]*)">|<\/span>|([^<]+)/g

/** Cuts the highlighter's markup into lines of tokens; a span that covers several lines goes on in each of them. */
export function tokenLines(markup: string): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]]
  const scopes: string[] = []
  for (const piece of markup.matchAll(PIECE)) {
    const [whole, opened, text] = piece
    if (opened !== undefined) scopes.push(opened)
    else if (whole === '</span>') scopes.pop()
    else if (text !== undefined) append(lines, decode(text), scopes.at(-1) ?? null)
  }
  return lines
}

/** Lines without highlighting. */
export function plainLines(content: string): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]]
  append(lines, content, null)
  return lines
}

function append(lines: Token[][], text: string, scope: string | null): void {
  for (const [index, part] of text.split('\n').entries()) {
    if (index > 0) lines.push([])
    if (part !== '') lines.at(-1)?.push({ text: part, scope })
  }
}

function decode(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => ENTITIES[entity] ?? entity)
}
