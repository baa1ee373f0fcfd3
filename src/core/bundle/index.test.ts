import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDesign } from '../document/codec'
import { APIM_VERSIONS, type Design } from '../model/design'
import { PATTERNS, patternById } from '../patterns'
import { diagnose, singlePointFindings } from '../rules'
import type { Bundle, GeneratedFile, Target } from '../serialize/file-tree'
import { some, usually } from '../testing/breadth'
import { designWithPortCollision } from '../testing/broken-design'
import { resolve } from '../wiring/resolve'
import { generate } from '.'

const TARGETS: readonly Target[] = ['vm', 'kubernetes']
const CASES = PATTERNS.flatMap(({ id }) =>
  APIM_VERSIONS.flatMap((version) => TARGETS.map((target) => [id, version, target] as const)),
)

function bundleOf(design: Design, target: Target): Bundle {
  return generate(resolve(design), target)
}

function contentOf(bundle: Bundle, path: string): string {
  const file = bundle.files.find((candidate) => candidate.path === path)
  if (!file) throw new Error(`${bundle.name} has no ${path}`)
  return file.content
}

describe.each(some(CASES, 11))('the bundle of %s on %s for %s', (id, version, target) => {
  const design = patternById(id).template(version)
  const bundle = bundleOf(design, target)

  test('is whole: a runbook, the topology, check sums, and no draft', () => {
    expect(bundle).toMatchObject({ target, name: `${design.name}-${target}`, draft: false, unresolved: [] })
    expect(contentOf(bundle, 'README.md')).toContain('## Findings at the time of export')
    const inside = parseDesign(contentOf(bundle, 'topology.json'))
    expect(inside.ok && generate(resolve(inside.value), target)).toEqual(bundle)
    expect(inside.ok && { ...inside.value, topology: sorted(inside.value) }).toEqual({
      ...design,
      topology: sorted(design),
    })
  })

  test('is sorted, and its paths are portable and different even where case is ignored', () => {
    const paths = bundle.files.map(({ path }) => path)
    expect(paths).toEqual([...paths].sort())
    expect(new Set(paths.map((path) => path.toLowerCase())).size).toBe(paths.length)
    for (const path of paths) expect(path).toMatch(/^[\w.@+-]+(\/[\w.@+-]+)*$/)
  })

  test('is text that ends with a line break and holds no control character', () => {
    for (const { path, content } of bundle.files) {
      expect(content.endsWith('\n'), path).toBe(true)
      expect(content.endsWith('\n\n'), path).toBe(false)
      expect([...content].filter(isControl), path).toEqual([])
    }
  })

  test('is ASCII, for templates are: nothing depends on the encoding of the machine that reads it', () => {
    for (const { path, content } of bundle.files) {
      expect(
        [...content].filter((character) => character > '~'),
        path,
      ).toEqual([])
    }
  })

  test('holds no secret', () => {
    expect(bundle.files.flatMap(secretsIn)).toEqual([])
  })

  test('explains lines by elements that the drawing has', () => {
    const { places, components, connections } = design.topology
    const ids = new Set([...places, ...components, ...connections].map((element) => element.id))
    for (const { path, content, origins } of bundle.files) {
      const lines = content.split('\n').length - 1
      for (const origin of origins) {
        expect(origin.from, path).toBeGreaterThanOrEqual(1)
        expect(origin.to, path).toBeGreaterThanOrEqual(origin.from)
        expect(origin.to, path).toBeLessThanOrEqual(lines)
        expect(
          origin.subjects.filter((subject) => !ids.has(subject)),
          path,
        ).toEqual([])
      }
    }
  })
})

describe('the runbook', () => {
  const drawn = patternById('pattern-0').template('4.7.0')
  const readmeOf = (design: Design) =>
    generate(resolve(design), 'vm').files.find(({ path }) => path === 'README.md')?.content ?? ''

  test('lists computed single points of failure beside the findings, and those that were accepted with the reason', () => {
    expect(readmeOf(drawn)).toMatch(/\| high \| SPOF-C1 \| API Manager is the only All-in-One/)
    const [point] = singlePointFindings(resolve(drawn))
    if (!point) throw new Error('the pattern has no single point of failure')
    const { code, subjects } = point
    const accepted = readmeOf({ ...drawn, acknowledged: [{ code, subjects, reason: 'A trial | for two weeks' }] })
    const [, after = ''] = accepted.split('Acknowledged, with the reason that was given:')
    expect(after).toMatch(/SPOF-C1 \| API Manager is the only All-in-One[^|]*\| A trial \\\| for two weeks \|/)
  })
})

describe.each(PATTERNS.map(({ id }) => id))('the bundles of %s', (id) => {
  test.each(TARGETS)('for %s are the same bytes whatever the order of drawing', (target) => {
    const design = patternById(id).template('4.7.0')
    const expected = bundleOf(design, target)
    fc.assert(
      fc.property(redrawn(design), (other) => {
        expect(bundleOf(other, target)).toEqual(expected)
      }),
      { numRuns: usually(2, 5) },
    )
  })
})

function sorted({ topology }: Design): unknown {
  return Object.fromEntries(
    Object.entries(topology).map(([key, items]) => [key, [...items].sort((a, b) => (a.id < b.id ? -1 : 1))]),
  )
}

function redrawn(design: Design): fc.Arbitrary<Design> {
  const { places, components, connections } = design.topology
  return fc
    .tuple(shuffled(places), shuffled(components), shuffled(connections))
    .map(([p, c, l]) => ({ ...design, topology: { ...design.topology, places: p, components: c, connections: l } }))
}

function shuffled<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length })
}

describe('a design with errors', () => {
  const broken = designWithPortCollision()

  test.each(TARGETS)('becomes a draft for %s that lists what is unresolved', (target) => {
    const errors = diagnose(resolve(broken)).filter(({ severity }) => severity === 'error')
    const bundle = bundleOf(broken, target)
    expect(errors.length).toBeGreaterThan(0)
    expect(bundle).toMatchObject({ name: `${broken.name}-${target}-draft`, draft: true })
    expect(bundle.unresolved).toEqual(errors.map(({ message }) => message))
    for (const { code } of errors) expect(contentOf(bundle, 'DRAFT.md')).toContain(`## ${code}: `)
    expect(contentOf(bundle, 'README.md')).toContain('> Draft: ')
  })
})

describe('acknowledged findings', () => {
  test.each(TARGETS)('stand in the runbook for %s with the reason', (target) => {
    const design = patternById('pattern-0').template('4.7.0')
    const [finding] = diagnose(resolve({ ...design, acknowledged: [] })).filter(({ severity }) => severity !== 'error')
    if (!finding) throw new Error('pattern 0 has findings by nature')
    const { code, subjects } = finding
    const acknowledged = [{ code, subjects, reason: 'Only for the workshop' }]
    expect(contentOf(bundleOf({ ...design, acknowledged }, target), 'README.md')).toContain('Only for the workshop')
  })
})

describe('the search for secrets', () => {
  test.each([
    'password = "wso2carbon"',
    "  password: 'x'",
    'export DB_PASSWORD=hunter2',
    '"clientSecret": "abc"',
    'private_key = "abc"',
    '-----BEGIN RSA PRIVATE KEY-----',
    'CREATE USER wso2 IDENTIFIED BY "letmein"',
    "ALTER USER wso2 WITH PASSWORD 'letmein'",
    `mysql --password="\${DB_PASSWORD:-letmein}"`,
    'url = "jdbc:mysql://wso2:letmein@db1/apim"',
  ])('finds %s', (line) => {
    expect(
      secretsIn({ path: 'a', content: `${line}\n`, language: 'text', executable: false, origins: [] }),
    ).not.toEqual([])
  })
})

const SECRET_NAME = String.raw`([\w.-]*(?:password|passwd|secret|private_?key|api_?key|credential))["']?`
/** `key = value` anywhere, `key: value` where YAML, JSON and property files have keys; prose has colons too. */
const SECRET_KEY = new RegExp(
  String.raw`(?:^|[^\w$])["']?${SECRET_NAME}\s*=\s*(.*)$|^[\s{,-]*["']?${SECRET_NAME}\s*:\s*(.*)$`,
  'i',
)
const REFERENCE = /^(?:["']?(?:\$env\{|\$ref\{|\$\{|\$\(|\$\w|\{\{|%s)|""|''|#|$)/
/** Keys of Helm values whose value is the name of a Kubernetes Secret. */
const NAMES_A_SECRET = /^tlsSecret$/
const SECRET_TEXT = [
  /-----BEGIN [A-Z ]*(?:PRIVATE KEY|CERTIFICATE)/,
  /\bidentified by\s+["'](?![$:,])/i,
  /\bpassword\s+["'](?![$:])/i,
  /:\/\/[^\s/:@"'$]+:[^\s/@"'$]+@/,
  /\$\{\w*(?:PASSWORD|SECRET)\w*:-[^}$]/,
]

/** Lines that give a secret a value, instead of naming the place where the target machine keeps it. */
function secretsIn({ path, content }: GeneratedFile): string[] {
  return content.split('\n').flatMap((line, index) => {
    const found = SECRET_KEY.exec(line)
    const key = found?.[1] ?? found?.[3] ?? ''
    const value = found?.[2] ?? found?.[4] ?? ''
    const literal = key !== '' && !NAMES_A_SECRET.test(key) && !REFERENCE.test(value.trim())
    return literal || SECRET_TEXT.some((pattern) => pattern.test(line)) ? [`${path}:${index + 1}: ${line}`] : []
  })
}

function isControl(character: string): boolean {
  return (
    (character < ' ' && character !== '\n' && character !== '\t') ||
    /[\p{Cc}\p{Zl}\p{Zp}]/u.test(character.replace(/[\n\t]/, ''))
  )
}
