import { parse } from 'smol-toml'
import type { ApimVersion } from '../../../model/design'
import catalogue from './toml-keys.json'

/** Checks a deployment.toml against the keys that WSO2's packs read; for tests, of this folder and of others. */
type Distribution = 'a' | 'c' | 'g' | 't'

interface Known {
  readonly segments: readonly string[]
  readonly type: string
  readonly where: string | undefined
}

const KNOWN: readonly Known[] = Object.entries(catalogue.keys).map(([key, text]) => {
  const [type = '', ...where] = text.split(' ')
  return { segments: segmentsOf(key), type, where: where.length > 0 ? where.join(' ') : undefined }
})

/** `a.b[].'c.d'` as `a`, `b`, `[]`, `c.d`. */
function segmentsOf(key: string): string[] {
  const parts = key.match(/'[^']*'|[^.'[\]]+|\[\]/g) ?? []
  return parts.map((part) => part.replace(/^'|'$/g, ''))
}

/** Faults as sentences; empty when every key is read, of its type, and every required one is there. */
export function tomlFaults(text: string, version: ApimVersion, distribution: Distribution): string[] {
  const root = parse(text)
  const leaves = [...leavesOf(root, [])]
  const faults = leaves.flatMap(({ path, value }) => {
    const name = path.join('.').replace(/\.\[\]/g, '[]')
    if (catalogue.unused.includes(name)) return [`${name} is read by nothing`]
    const known = find(path)
    if (!known) return [`${name} is no key`]
    if (known.type === 'broken') return [`${name} breaks the product`]
    if (!isIn(known, version, distribution)) return [`${name} is no key of ${version} ${distribution}`]
    return hasType(known.type, value) ? [] : [`${name} must be a ${known.type}`]
  })
  const names = new Set(leaves.map(({ path }) => path.join('.')))
  const required =
    (catalogue.required as Readonly<Record<string, readonly string[]>>)[`${version} ${distribution}`] ?? []
  return [...faults, ...required.filter((key) => !names.has(key)).map((key) => `${key} is missing`)]
}

function* leavesOf(value: unknown, path: readonly string[]): Generator<{ path: readonly string[]; value: unknown }> {
  if (Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null)) {
    for (const item of value) yield* leavesOf(item, [...path, '[]'])
  } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) yield* leavesOf(inner, [...path, key])
  } else {
    yield { path, value }
  }
}

/** The entry that names the path exactly, else one with `*` in it. */
function find(path: readonly string[]): Known | undefined {
  const candidates = KNOWN.filter(
    ({ segments }) =>
      segments.length === path.length && segments.every((segment, at) => segment === path[at] || segment === '*'),
  )
  return candidates.find(({ segments }) => !segments.includes('*')) ?? candidates[0]
}

function isIn(known: Known, version: ApimVersion, distribution: Distribution): boolean {
  if (known.where === undefined) return true
  const digit = version.split('.')[1] ?? ''
  return known.where.split(' ').some((rule) => {
    const [versions = '', distributions = ''] = rule.split(':')
    return versions.includes(digit) && distributions.includes(distribution)
  })
}

function hasType(type: string, value: unknown): boolean {
  switch (type) {
    case 'boolean':
    case 'boolean!':
      return typeof value === 'boolean'
    case 'number':
      return typeof value === 'number' || (typeof value === 'string' && /^\$env\{/.test(value))
    case 'duration':
      return typeof value === 'number' || (typeof value === 'string' && /^\d+(ms|[dhms])$/.test(value))
    case 'string':
      return typeof value === 'string'
    case 'array':
    case 'array!':
      return Array.isArray(value)
    case 'array|string':
      return Array.isArray(value) || typeof value === 'string'
    default:
      return type === 'scalar' && !Array.isArray(value)
  }
}
