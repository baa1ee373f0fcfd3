import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** WSO2's charts in a checkout of helm-apim, by the letter that the catalogue has for them, in its order. */
const CHARTS = [
  ['a', 'all-in-one'],
  ['c', 'distributed/control-plane'],
  ['k', 'distributed/key-manager'],
  ['t', 'distributed/traffic-manager'],
  ['g', 'distributed/gateway'],
]
/** Types in the order in which a line has them. */
const TYPES = ['0', 'a', 'b', 'n', 'o', 's']
/** Volumes and secret stores of cloud providers: bundles say of each only that it is off. */
const CLOUDS = ['aws', 'azure', 'gcp']

/** The catalogue of keys that the charts of some checkouts declare and read, one checkout for each version. */
export function chartCatalogue(checkouts) {
  const releases = checkouts.map(readRelease).sort((a, b) => compare(a.version, b.version))
  const uses = new Map()
  for (const { version, charts } of releases) {
    for (const { letter, keys } of charts) for (const [key, type] of keys) add(uses, key, type, version, letter)
  }
  const lines = [...uses].sort(([a], [b]) => compare(a, b)).map(([key, types]) => lineOf(key, types))
  return `${[...header(releases), ...lines].join('\n')}\n`
}

function header(releases) {
  return [
    `# Keys that WSO2's Helm charts declare and read at the releases that versions/ pins (${releases.map(({ release }) => release).join(', ')}).`,
    '# path, then type:version=charts; types: s string, b boolean, n number, a list, o map, 0 null by default;',
    '# charts: a all-in-one, c control plane, k Key Manager, t Traffic Manager, g gateway. Cloud keys but `enabled` are left out.',
  ]
}

function readRelease(checkout) {
  const charts = CHARTS.filter(([, folder]) => existsSync(join(checkout, folder, 'values.yaml')))
  if (charts.length !== CHARTS.length) throw new Error(`${checkout} does not hold the five charts of helm-apim`)
  const release = parse(readFileSync(join(checkout, 'all-in-one/Chart.yaml'), 'utf8')).version
  return {
    release,
    version: release.split('.').slice(0, 2).join('.'),
    charts: charts.map(([letter, folder]) => ({ letter, keys: keysOf(join(checkout, folder)) })),
  }
}

function add(uses, key, type, version, letter) {
  const types = uses.get(key) ?? new Map()
  const versions = types.get(type) ?? new Map()
  uses.set(key, types.set(type, versions.set(version, (versions.get(version) ?? '') + letter)))
}

function lineOf(key, types) {
  const parts = [...types]
    .sort(([a], [b]) => TYPES.indexOf(a) - TYPES.indexOf(b))
    .map(([type, versions]) => `${type}:${[...versions].map(([version, charts]) => `${version}=${charts}`).join()}`)
  return [key, ...parts].join(' ')
}

/** Keys of one chart with the type of its own value: declared in its values, and read by a template or a file of it. */
function keysOf(chart) {
  const reads = readsOf(chart)
  const values = parse(readFileSync(join(chart, 'values.yaml'), 'utf8'))
  return leavesOf(values, [], reads).filter(([key]) => isRead(key, reads) && isWanted(key))
}

/** What a template walks over is read with all that its elements hold. */
function isRead(key, { paths, walked }) {
  const [list] = key.split('[]')
  return paths.has(key) || (list !== key && walked.has(list))
}

function isWanted(key) {
  const [top] = key.split('.')
  return !CLOUDS.includes(top) || key === `${top}.enabled`
}

/** Ends of the tree of values. A map that is walked over or written as it is counts as one, whatever is in it. */
function leavesOf(value, path, reads) {
  const key = path.join('.')
  if (Array.isArray(value)) return [[key, 'a'], ...elementsOf(value, path)]
  if (value === null || typeof value !== 'object') return [[key, letterOf(value)]]
  const inner = Object.entries(value)
  if (inner.length === 0 || reads.walked.has(key)) return [[key, 'o']]
  return inner.flatMap(([name, child]) => leavesOf(child, [...path, name], reads))
}

/** Keys of the maps in a list, each once. */
function elementsOf(list, path) {
  const maps = list.filter((element) => letterOf(element) === 'o')
  const keys = new Map(maps.flatMap((element) => Object.entries(element)))
  return [...keys].map(([name, child]) => [`${path.join('.')}[].${name}`, letterOf(child)])
}

function letterOf(value) {
  if (value === null) return '0'
  if (Array.isArray(value)) return 'a'
  return { string: 's', boolean: 'b', number: 'n', object: 'o' }[typeof value]
}

/** What the templates of a chart, and the files that they render, read of its values, and what of it they take whole. */
function readsOf(chart) {
  const reads = { paths: new Set(), walked: new Set() }
  for (const file of filesIn(chart, ['templates', 'confs'])) {
    for (const action of actionsIn(readFileSync(file, 'utf8'))) {
      const whole = /^range\b|\btoYaml\b/.test(action)
      for (const [, path] of action.matchAll(/\.Values\.((?:\w+\.)*\w+)/g)) {
        reads.paths.add(path)
        if (whole) reads.walked.add(path)
      }
    }
  }
  return reads
}

/** Actions of a template that are in force: what a comment of the rendered file holds changes nothing there. */
function actionsIn(text) {
  const inForce = text.replace(/^\s*#.*$/gm, '')
  return [...inForce.matchAll(/\{\{-?\s*([\s\S]*?)\s*-?\}\}/g)].map(([, action]) => action)
}

function filesIn(chart, folders) {
  return folders.flatMap((folder) =>
    readdirSync(join(chart, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
}

/** By code points, as the lists are sorted. */
function compare(a, b) {
  return a < b ? -1 : Number(a > b)
}
