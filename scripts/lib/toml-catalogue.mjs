import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Packs in a checkout of product-apim, by the letter that the catalogue has for them. */
const PACKS = [
  ['a', 'all-in-one-apim'],
  ['c', 'api-control-plane'],
  ['g', 'gateway'],
  ['t', 'traffic-manager'],
]
const ALL_PACKS = PACKS.map(([letter]) => letter).join('')

/** First segments of the keys that bundles write; keys of other groups are left out. */
const GROUPS = new Set(
  `apim broker database datasource encryption event_handler event_listener keystore oauth realm_manager secrets server
  service_provider super_admin system tenant_mgt throttle_properties transport truststore user_store`.split(/\s+/),
)

/** Types from the surest evidence to the weakest. */
const STRENGTH = ['boolean!', 'array!', 'table-array', 'duration', 'array', 'boolean', 'number', 'string', 'scalar']

/** Words of templates that are no keys. */
const WORDS = new Set(
  'and or not is in if elif else endif for endfor set defined sameas true false none null loop items range'.split(' '),
)

/**
 * Keys of deployment.toml that packs of some versions read, as `toml-keys.json` holds them. Each checkout is one of
 * product-apim, or a folder that holds one beside checkouts of what the packs are built from (`carbon-apimgt`, ...),
 * whose templates and rules all four packs get.
 */
export function tomlCatalogue(checkouts) {
  const releases = checkouts.map(readRelease).sort((a, b) => compare(a.version, b.version))
  const digits = releases.map(({ version }) => version.split('.')[1]).join('')
  const keys = new Map()
  const unused = new Set()
  for (const { version, packs } of releases) {
    for (const { letter, read, named } of packs) {
      for (const [key, type] of read) note(keys, key, type, version.split('.')[1], letter)
      for (const key of named) unused.add(key)
    }
  }
  const sorted = [...keys].sort(([a], [b]) => compare(a, b))
  return {
    keys: Object.fromEntries(sorted.map(([key, uses]) => [key, textOf(uses, digits)])),
    unused: [...unused].filter((key) => !keys.has(key)).sort(compare),
  }
}

function readRelease(checkout) {
  const product = existsSync(join(checkout, 'product-apim')) ? join(checkout, 'product-apim') : checkout
  const pom = join(product, 'all-in-one-apim/pom.xml')
  const version = existsSync(pom) && /<version>(\d+\.\d+\.\d+)[^<]*<\/version>/.exec(readFileSync(pom, 'utf8'))?.[1]
  if (!version) throw new Error(`${checkout} holds no checkout of product-apim`)
  const shared = product === checkout ? [] : siblingsOf(checkout).flatMap(filesOf)
  return {
    version,
    packs: PACKS.map(([letter, folder]) => ({ letter, ...readPack([...filesOf(join(product, folder)), ...shared]) })),
  }
}

function siblingsOf(checkout) {
  return readdirSync(checkout)
    .filter((name) => name !== 'product-apim')
    .sort(compare)
    .map((name) => join(checkout, name))
}

/** Templates and rules in a folder: those that end up in a pack, not what tests hold. */
function filesOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter(
      (path) =>
        /(?:^|\/)conf\/(?:templates\/.*\.j2|[\w-]+\.json)$/.test(path) && !/\/(?:test|integration)\//.test(path),
    )
    .sort(compare)
    .map((path) => join(folder, path))
}

/** Keys that one pack reads with their types, and all that its rules name. */
function readPack(files) {
  const rules = (name) => mergedRules(files.filter((path) => path.endsWith(`/${name}.json`)))
  const [defaults, inferred, mappings, units] = ['default', 'infer', 'key-mappings', 'unit-resolve'].map(rules)
  const templates = files.filter((path) => path.endsWith('.j2')).map((path) => readFileSync(path, 'utf8'))
  const read = new Map()
  for (const template of templates) for (const [key, type] of keysIn(template)) strengthen(read, key, type)
  for (const [key, cases] of Object.entries(inferred)) strengthen(read, key, typeOf(Object.keys(cases)[0]))
  for (const [key, value] of Object.entries(defaults)) if (typeRead(read, key)) strengthen(read, key, typeOf(value))
  for (const [friendly, internal] of Object.entries(mappings)) {
    const type = [internal]
      .flat()
      .map((key) => typeRead(read, key))
      .find((found) => found !== undefined)
    if (type !== undefined) strengthen(read, friendly, type)
  }
  for (const key of Object.keys(units.time ?? {})) if (read.has(key)) strengthen(read, key, 'duration')
  const inGroups = ([key]) => GROUPS.has(key.split(/[.[]/)[0]) && !key.includes('$') && !isTable(key, read)
  return { read: new Map([...read].filter(inGroups)), named: Object.keys(defaults).filter((key) => inGroups([key])) }
}

/** Rules of several files: the first that names a key wins, as in the build of a pack. */
function mergedRules(files) {
  return Object.assign({}, ...files.toReversed().map((path) => JSON.parse(readFileSync(path, 'utf8'))))
}

/** A template asks whether a table is there; its keys are what is written. */
function isTable(key, read) {
  return [...read.keys()].some((other) => other.startsWith(`${key}.`))
}

/** The type of a key that is read by its name, or as one of all under a `*`. */
function typeRead(read, key) {
  return read.get(key) ?? read.get(key.replace(/[^.]+$/, '*'))
}

function strengthen(read, key, type) {
  const known = read.get(key) ?? 'scalar'
  if (!read.has(key) || STRENGTH.indexOf(type) < STRENGTH.indexOf(known)) read.set(key, type)
}

function typeOf(value) {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'boolean' || /^(?:true|false)$/.test(value)) return 'boolean'
  if (typeof value === 'number' || /^-?\d+(?:\.\d+)?$/.test(value)) return 'number'
  return 'string'
}

/** Keys that one template reads, with what its use says of their type. */
function keysIn(template) {
  const found = []
  const loops = []
  for (const [, expression, statement] of template.matchAll(/\{\{([\s\S]*?)\}\}|\{%-?([\s\S]*?)-?%\}/g)) {
    const text = (expression ?? statement).trim()
    if (/^endfor\b/.test(text)) loops.pop()
    const loop = /^for\s+(\w+)(?:\s*,\s*(\w+))?\s+in\s+([\w.]+?)(\.items\(\)|\.toList\(\))?$/.exec(text)
    if (loop) found.push(...opened(loop, loops))
    else found.push(...wordsIn(text, loops))
  }
  return found
}

/** What a loop says of the list that it walks over. */
function opened([, name, value, list, method], loops) {
  const path = within(list, loops)
  const each = method === '.items()' ? { name: value ?? name, path: `${path}.*` } : { name, path: `${path}[]` }
  loops.push(each)
  if (method === '.items()') return [[each.path, 'scalar']]
  return [[path, method === '.toList()' ? 'array!' : 'array']]
}

/** Keys in an expression, text in quotes and names of filters left out. */
function wordsIn(text, loops) {
  const bare = text.replace(/\[\s*(['"])([\w.-]+)\1\s*\]/g, '.$2').replace(/'[^']*'|"[^"]*"/g, "''")
  const assigned = /^set\s+(\w+)/.exec(text)?.[1]
  const plain = bare.replace(/\|\s*\w+/g, ' ').replace(/\.\w+\(/g, ' (')
  return [...plain.matchAll(/(?<![\w.$])[A-Za-z_]\w*(?:\.\w+)*/g)].flatMap(([word]) => {
    if (WORDS.has(word) || word === assigned) return []
    const path = within(word, loops)
    const identical = new RegExp(`${word.replaceAll('.', '\\.')}\\s+is\\s+sameas\\s+(?:true|false)`).test(plain)
    const list = path.includes('[].') ? [[path.slice(0, path.lastIndexOf('[].')), 'table-array']] : []
    if (/(?:\[\]|\.\*)$/.test(path)) return list
    return [...list, [path, identical ? 'boolean!' : 'scalar']]
  })
}

/** The path of a word of a template: what a loop calls an element is its list's. */
function within(word, loops) {
  const [first, ...rest] = word.split('.')
  const loop = loops.findLast(({ name }) => name === first)
  return [loop?.path ?? first, ...rest].join('.')
}

function note(keys, key, type, digit, letter) {
  const uses = keys.get(key) ?? { type, packs: new Map() }
  if (STRENGTH.indexOf(type) < STRENGTH.indexOf(uses.type)) uses.type = type
  uses.packs.set(digit, (uses.packs.get(digit) ?? '') + letter)
  keys.set(key, uses)
}

/** `number`, or `number 67:g`, or `number 6:cg 7:g`: where not all packs of all versions read it. */
function textOf({ type, packs }, digits) {
  const byPacks = new Map()
  for (const [digit, letters] of packs) byPacks.set(letters, (byPacks.get(letters) ?? '') + digit)
  const rules = [...byPacks].map(([letters, versions]) => `${versions}:${letters}`)
  return rules.length === 1 && rules[0] === `${digits}:${ALL_PACKS}` ? type : [type, ...rules].join(' ')
}

/** By code points, as the lists are sorted. */
function compare(a, b) {
  return a < b ? -1 : Number(a > b)
}
