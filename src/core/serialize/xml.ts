const PLAIN = /^[\w .,:/#()+-]*$/

/** Text that ends up in XML: between tags, or in a double-quoted attribute. */
export function xmlText(text: string): string {
  // Most of what is written is plain, and six passes over each attribute of a picture add up.
  if (PLAIN.test(text)) return text
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&apos;')
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
}

/** `&`, `<` and `>` alone: for a value of deployment.toml that the product pastes into an XML element as it is. */
export function xmlPasted(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

export interface XmlElement {
  readonly name: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly children?: readonly XmlElement[] | string
}

/** Lines of one element, two spaces a level. */
export function xmlLines(element: XmlElement, depth = 0): string[] {
  const indent = '  '.repeat(depth)
  const attributes = Object.entries(element.attributes ?? {}).map(([name, value]) => ` ${name}="${xmlText(value)}"`)
  const open = `${indent}<${element.name}${attributes.join('')}`
  const { children } = element
  if (children === undefined || children.length === 0) return [`${open}/>`]
  if (typeof children === 'string') return [`${open}>${xmlText(children)}</${element.name}>`]
  return [`${open}>`, ...children.flatMap((child) => xmlLines(child, depth + 1)), `${indent}</${element.name}>`]
}

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
