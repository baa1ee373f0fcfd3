/** `key = value` of a Java properties file, in ASCII. */
export function propertyLine(key: string, value: string): string {
  return `${escapeProperty(key).replace(/[ :=]/g, '\\$&').replace(/^[#!]/, '\\$&')} = ${escapeProperty(value).replace(/^ /, '\\ ')}`
}

const SHORT: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\' }

function escapeProperty(text: string): string {
  return text.replace(
    /[^\u0020-\u007e]|\\/g,
    (unit) => SHORT[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
