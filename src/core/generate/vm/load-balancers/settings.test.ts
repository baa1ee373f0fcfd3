import { describe, expect, test } from 'vitest'
import { setProperty } from '../../../document/edits'
import { hasRole } from '../../../kinds/roles'
import type { Design } from '../../../model/design'
import { PATTERNS } from '../../../patterns'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { resolve } from '../../../wiring/resolve'
import { generateVm } from '..'

/** What a load balancer of other software is set up from has all that NGINX would get. */

const balancersOf = ({ topology }: Design) => topology.components.filter(({ kind }) => hasRole(kind, 'load-balancer'))

function withSoftware(design: Design, software: string, facts: Readonly<Record<string, number>> = {}): Design {
  return balancersOf(design).reduce((made, { id }) => {
    const said = setProperty(made, id, 'software', software)
    return Object.entries(facts).reduce((current, [key, value]) => setProperty(current, id, key, value), said)
  }, design)
}

function filesOf(design: Design): ReadonlyMap<string, string> {
  return new Map(generateVm(resolve(design)).map(({ path, content }: GeneratedFile) => [path, content]))
}

const DRAWINGS = PATTERNS.map(({ id, template }) => ({ id, design: template('4.7.0') })).filter(
  ({ design }) => balancersOf(design).length > 0,
)

/** Rows of the table under a heading, as cells without their marks. */
function rows(readme: string, heading: string): readonly (readonly string[])[] {
  const [, section = ''] = readme.split(`\n## ${heading}\n`)
  const [own = ''] = section.split('\n## ')
  return own
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    )
}

interface Pool {
  readonly members: readonly string[]
}

function poolsOf(nginx: string): ReadonlyMap<string, Pool> {
  const found = [...nginx.matchAll(/upstream (\S+) \{([^}]*)\}/g)]
  return new Map(
    found.map(([, name = '', body = '']) => [
      name,
      { members: [...body.matchAll(/server (\S+)/g)].map(([, member = '']) => member) },
    ]),
  )
}

/** Port, names and pool of every virtual host of an nginx.conf that ends TLS. */
function hostsOf(nginx: string): readonly (readonly [port: string, names: string, pool: string])[] {
  const found = nginx.matchAll(
    /listen (\d+)[^;]*;\s+server_name ([^;]+);(?:(?!server_name)[\s\S])*?proxy_pass https?:\/\/(\S+);/g,
  )
  return [...found].map(([, port = '', names = '', pool = '']) => [port, names, pool] as const)
}

describe.each(DRAWINGS)('$id', ({ design }) => {
  const nginx = filesOf(withSoftware(design, 'nginx'))
  const other = filesOf(withSoftware(design, 'other'))
  const passed = {
    nginx: filesOf(withSoftware(design, 'nginx', { layer: 4 })),
    other: filesOf(withSoftware(design, 'other', { layer: 4 })),
  }

  test.each(balancersOf(design).map(({ id }) => id))('%s: every listener and every member is in the tables', (id) => {
    const conf = nginx.get(`load-balancers/${id}/nginx.conf`) ?? ''
    const readme = other.get(`load-balancers/${id}/README.md`) ?? ''
    const listeners = rows(readme, 'Listeners').map(([names, port, , to]) => [port, names?.replaceAll(',', ''), to])
    const drawn = hostsOf(conf)
    expect(drawn.length).toBeGreaterThan(0)
    for (const [port, names, pool] of drawn) expect(listeners).toContainEqual([port, names, `pool ${pool}`])
    const pools = new Map(rows(readme, 'Pools').map(([name, members]) => [name, members?.split(', ')]))
    for (const [name, { members }] of poolsOf(conf)) expect(pools.get(name), name).toEqual(members)
    const refused = [...conf.matchAll(/location ~ \S*?\(\?:([^)]*)\)/g)].flatMap(([, paths = '']) => paths.split('|'))
    expect(new Set(rows(readme, 'Refused paths').map(([, path]) => path))).toEqual(
      new Set(refused.map((path) => `/${path}`)),
    )
    for (const [, header = ''] of conf.matchAll(/proxy_set_header (\S+)/g)) expect(readme).toContain(header)
    expect(/ip_hash/.test(conf)).toBe(!readme.includes('None: every request'))
    if (/return 308/.test(conf)) expect(readme).toContain('redirected with 308')
  })

  test.each(balancersOf(design).map(({ id }) => id))('%s, where it passes connections through, likewise', (id) => {
    const conf = passed.nginx.get(`load-balancers/${id}/nginx.conf`) ?? ''
    const readme = passed.other.get(`load-balancers/${id}/README.md`) ?? ''
    const ports = [...conf.matchAll(/listen (\d+)/g)].map(([, port]) => port)
    expect(new Set(rows(readme, 'Listeners').map(([, port]) => port))).toEqual(new Set(ports))
    const pools = new Map(rows(readme, 'Pools').map(([name, members]) => [name, members?.split(', ')]))
    for (const [name, { members }] of poolsOf(conf)) expect(pools.get(name), name).toEqual(members)
    expect(readme).not.toContain('X-Forwarded-For')
  })

  test('nothing is installed for it, and it is asked all the same', () => {
    const ids = balancersOf(design).map(({ id }) => id)
    const paths = [...other.keys()]
    expect(paths.filter((path) => /nginx\.conf|haproxy\.cfg|keepalived\.conf/.test(path))).toEqual([])
    expect(other.get('ansible/inventory/hosts.yaml')).not.toContain('balancer_software')
    const verify = other.get('verify/verify.sh') ?? ''
    for (const id of ids) {
      expect(verify).toMatch(new RegExp(`entry balancer:${id} `))
      expect(verify).toMatch(new RegExp(`certificate balancer:${id} `))
      expect(verify).not.toMatch(new RegExp(`link balancer:${id} `))
      expect(other.get('README.md')).toContain(`what \`load-balancers/${id}/README.md\` says, set up by hand`)
      expect(other.get('security/create-keystores.sh')).toContain(`load-balancers/${id}`)
    }
  })
})

test('a managed one is described by the same tables', () => {
  const [first] = DRAWINGS
  if (!first) throw new Error('no drawing')
  const managed = balancersOf(first.design).reduce(
    (made, { id }) => setProperty(made, id, 'managed', true),
    first.design,
  )
  const [id] = balancersOf(first.design).map((item) => item.id)
  const readme = filesOf(managed).get(`load-balancers/${id}/README.md`) ?? ''
  expect(rows(readme, 'Listeners').length).toBeGreaterThan(0)
  expect(rows(readme, 'Pools').length).toBeGreaterThan(0)
  expect(readme).not.toContain('## Certificates')
})
