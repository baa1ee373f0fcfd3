import { oneLine } from './prose'

/** A directive of an NGINX configuration, a block of them, a comment, or an empty line. */
export type NginxItem =
  | { readonly name: string; readonly args: readonly string[]; readonly block?: readonly NginxItem[] }
  | { readonly comment: string }
  | { readonly blank: true }

export const blank: NginxItem = { blank: true }

export function directive(name: string, ...args: readonly (string | number)[]): NginxItem {
  return { name, args: args.map(String) }
}

export function block(name: string, args: readonly (string | number)[], items: readonly NginxItem[]): NginxItem {
  return { name, args: args.map(String), block: items }
}

export function comment(text: string): NginxItem {
  return { comment: text }
}

/** Lines of the items, four spaces a level. */
export function nginxLines(items: readonly NginxItem[], depth = 0): string[] {
  const indent = '    '.repeat(depth)
  return items.flatMap((item) => {
    if ('blank' in item) return ['']
    if ('comment' in item) return [`${indent}# ${oneLine(item.comment)}`]
    const head = [item.name, ...item.args.map(nginxWord)].join(' ')
    if (!item.block) return [`${indent}${head};`]
    return [`${indent}${head} {`, ...nginxLines(item.block, depth + 1), `${indent}}`]
  })
}

/** One parameter; quoted where it has to be. Variables (`$host`) stay what they are: NGINX cannot escape a dollar sign. */
export function nginxWord(text: string): string {
  if (/^[^\s;{}"'\\#]+$/.test(text)) return text
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
