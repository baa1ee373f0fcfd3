import { describe, expect, test } from 'vitest'
import type { Settings } from '../../model/design'
import type { GeneratedFile } from '../../serialize/file-tree'
import { some } from '../../testing/breadth'
import { resolve } from '../../wiring/resolve'
import { SECRET_PATTERNS } from '../shared/secrets'
import { unexplained } from '../vm/testing/provenance'
import { generateKubernetes } from '.'
import { VAULTS } from './secrets/vaults'
import { named, ONE_DBMS } from './testing/matrix'

type Delivery = Pick<Settings, 'secretDelivery' | 'secretVault'>
const VAULT_IDS = Object.keys(VAULTS) as NonNullable<Settings['secretVault']>[]

/** Each way that Secrets arrive; the vaults take turns. */
function deliveries(turn: number): readonly Delivery[] {
  const secretVault = VAULT_IDS[turn % VAULT_IDS.length] ?? 'hashicorp-vault'
  return [
    { secretDelivery: 'script' },
    { secretDelivery: 'external-secrets', secretVault },
    { secretDelivery: 'sealed-secrets' },
  ]
}

describe.each(named(some(ONE_DBMS, 9)))('the Kubernetes bundle of %s', (_, drawn) => {
  const { design } = drawn.bundle()
  const bundles = deliveries(ONE_DBMS.indexOf(drawn)).map((delivery) => {
    const chosen = { ...design, settings: { ...design.settings, ...delivery } }
    return { delivery, chosen, files: generateKubernetes(resolve(chosen)) }
  })

  test('says of every line why it is there, in sorted files', () => {
    for (const { files, delivery } of bundles) {
      const paths = files.map(({ path }) => path)
      expect(paths).toEqual([...paths].sort())
      const open = files.flatMap((file) => unexplained(file).map((line) => `${file.path}:${line}`))
      expect(open, JSON.stringify(delivery)).toEqual([])
    }
  })

  test('is the same bytes however the lists of the drawing are sorted', () => {
    for (const { files, chosen } of bundles) {
      const { places, components, connections } = chosen.topology
      const redrawn = {
        ...chosen,
        topology: {
          places: [...places].reverse(),
          components: [...components].reverse(),
          connections: [...connections].reverse(),
        },
      }
      expect(contents(generateKubernetes(resolve(redrawn)))).toEqual(contents(files))
    }
  })

  test('holds nothing that could be a password', () => {
    for (const { files } of bundles) {
      for (const file of files) expect(passwordsIn(file), file.path).toEqual([])
    }
  })
})

function contents(files: readonly GeneratedFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ path, content }) => [path, content]))
}

/** What may stand behind a word for a secret: a variable, the name of a Secret's entry or of a file, or nothing. */
const REFERENCE =
  /^(?:|''|""|\$.*|"\$.*|\\"\$.*|\{\{.*|FILL-IN.*|[a-z0-9-]+-(?:password|credentials|keystores|key|id|base|name|tls|vault|pull|jndi)|true|false|null)$/

/** Values behind words for secrets, comments included, that are no reference; and words that are secrets by their form. */
function passwordsIn({ content, path }: GeneratedFile): string[] {
  const found: string[] = []
  for (const line of content.split('\n')) {
    const assigned = /(?:password|passwd|secret|encryption.?key|token|credential)["']?\s*[:=]\s*(\S*)$/i.exec(line)
    if (assigned && path.endsWith('.yaml') && !REFERENCE.test((assigned[1] ?? '').replace(/^["']|["',]$/g, ''))) {
      found.push(line)
    } else if (/^[A-Z_]*(?:PASSWORD|SECRET|KEY|TOKEN)=.+/.test(line)) found.push(line)
    else if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(line)) found.push(line)
    for (const word of line.match(/(?<![\w/.-])[0-9A-Fa-f]{24,}(?![\w/.-])/g) ?? []) {
      if (new RegExp(SECRET_PATTERNS['hex-64'].pattern).test(word) || /^[0-9a-f]{24}$/.test(word)) found.push(line)
    }
  }
  return found
}

test('a password that stands in a file would be found', () => {
  const file = (path: string, content: string): GeneratedFile => ({
    path,
    content,
    language: 'text',
    executable: false,
    origins: [],
  })
  for (const line of [
    'password: "hunter2"',
    '# keystorePassword: wso2carbon',
    'adminPassword = admin',
    'encryption-key: 0123456789abcdef',
  ]) {
    expect(passwordsIn(file('values.yaml', `${line}\n`)), line).toHaveLength(1)
  }
  expect(passwordsIn(file('a.sh', 'APIM_ADMIN_PASSWORD=abc\n'))).toHaveLength(1)
  expect(passwordsIn(file('a.sh', `value ${'ab'.repeat(32)}\n`))).toHaveLength(1)
})
