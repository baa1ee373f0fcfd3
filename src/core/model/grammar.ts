/**
 * What a typed word may be made of. Text that reaches a generated file as a host name, path, release, key or user is
 * checked against one of these at the door, so no writer has to defend itself against `$(reboot)`.
 */
interface Grammar {
  readonly pattern: RegExp
  /** What it must be, to follow `must be `. */
  readonly rule: string
}

const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`

/** Ids are keys of objects too, so what every object already has is not one. */
const INHERITED =
  'constructor|prototype|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString|toString|valueOf'

/** Characters that break a line, hide text or cannot be written as UTF-8. */
const INVISIBLE = '\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff'

export const GRAMMARS = {
  id: {
    pattern: new RegExp(`^(?!(?:${INHERITED})$)[A-Za-z0-9][A-Za-z0-9._-]{0,62}$`),
    rule: 'a letter or digit followed by up to 62 letters, digits, dots, hyphens or underscores',
  },
  'dns-label': {
    pattern: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    rule: 'lower case letters, digits and hyphens, at most 63, with no hyphen at either end',
  },
  hostname: {
    // Digits and dots alone are a host name only as an IPv4 address.
    pattern: new RegExp(`^(?=.{1,253}$)(?:${IPV4}|(?![0-9.]+$)${LABEL}(?:\\.${LABEL})*)$`),
    rule: 'a DNS name (letters, digits and hyphens between dots, at most 253) or an IPv4 address, without scheme or port',
  },
  path: {
    pattern: /^(?!.*(?:^|\/)\.\.?(?:\/|$))(?:\/[A-Za-z0-9._-]+)+$/,
    rule: 'an absolute path of letters, digits, dots, hyphens and underscores, without .. and without a slash at the end',
  },
  'system-user': {
    pattern: /^[a-z_][a-z0-9_-]{0,31}$/,
    rule: 'a lower case letter or underscore followed by up to 31 lower case letters, digits, hyphens or underscores',
  },
  'admin-user': {
    pattern: /^[A-Za-z][A-Za-z0-9._-]{2,29}$/,
    rule: 'a letter followed by 2 to 29 letters, digits, dots, hyphens or underscores',
  },
  'sql-identifier': {
    pattern: /^[A-Za-z_][A-Za-z0-9_]{0,29}$/,
    rule: 'a letter or underscore followed by up to 29 letters, digits or underscores',
  },
  'gateway-label': {
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,58}[A-Za-z0-9._-])?$/,
    rule: 'a letter or digit followed by up to 59 letters, digits, spaces, dots, hyphens or underscores',
  },
  'image-registry': {
    pattern: new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*(?::[1-9][0-9]{0,4})?$`),
    rule: 'a DNS name with an optional port, such as docker.io or registry.example.com:5000',
  },
  'image-path': {
    pattern: /^(?=.{1,200}$)[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/,
    rule: 'lower case words of letters and digits, joined by slashes, dots, hyphens or underscores',
  },
  'image-tag': {
    pattern: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/,
    rule: 'a letter, digit or underscore followed by up to 127 letters, digits, dots, hyphens or underscores',
  },
  'image-digest': {
    pattern: /^sha256:[0-9a-f]{64}$/,
    rule: 'sha256: followed by 64 digits and letters from a to f',
  },
  /** Free text: reaches only comments and prose. */
  line: {
    pattern: new RegExp(`^[^${INVISIBLE}]*$`, 'u'),
    rule: 'one line of text without control characters',
  },
  'rule-code': {
    pattern: /^[A-Z][A-Z0-9]{0,7}-[0-9]{1,3}$/,
    rule: 'the code of a rule, such as HA-01',
  },
} as const satisfies Readonly<Record<string, Grammar>>

export type GrammarId = keyof typeof GRAMMARS

const ADDRESS = new RegExp(`^${IPV4}$`)

/** True for four decimal numbers from 0 to 255 without leading zeros. */
export function isIpv4(text: string): boolean {
  return ADDRESS.test(text)
}

/** A DNS label made of any text: `ACME_Production` becomes `acme-production`. Empty when nothing of it can stay. */
export function labelFrom(text: string): string {
  return hyphenated(text).slice(0, 63).replace(/-+$/, '')
}

/** The same before it is cut to what a DNS label may hold. */
export function hyphenated(text: string): string {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  ).join('-')
}

/** True when `text` is what the grammar asks for. */
export function obeys(grammar: GrammarId, text: string): boolean {
  return GRAMMARS[grammar].pattern.test(text)
}
