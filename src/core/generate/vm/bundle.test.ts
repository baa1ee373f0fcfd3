import fc from 'fast-check'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { once } from '../../base/memo'
import type { Design } from '../../model/design'
import { PATTERNS } from '../../patterns'
import type { GeneratedFile } from '../../serialize/file-tree'
import { runs, some } from '../../testing/breadth'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { DRAWN } from './testing/audit/drawn'
import { balancerSamples, connect, design, patternSamples } from './testing/deployments'
import { extraSamples } from './testing/extra-samples'

const samples = [...patternSamples(), ...extraSamples(), ...balancerSamples()]

const bundleOf = once(generateVm)

/** Everything of a bundle as one text: paths, contents, modes, and why each line is there. */
function bytesOf(files: readonly GeneratedFile[]): string {
  return JSON.stringify(files.map(({ path, content, executable, origins }) => [path, content, executable, origins]))
}

function file(files: readonly GeneratedFile[], path: string): string {
  const found = files.find((item) => item.path === path)
  if (!found) throw new Error(`no ${path} among ${files.map((item) => item.path).join(', ')}`)
  return found.content
}

function sample(name: string): readonly GeneratedFile[] {
  const found = samples.find((item) => item.name === name)
  if (!found) throw new Error(`no sample ${name}`)
  return bundleOf(found.deployment)
}

describe.each(some(samples, 4))('$name', ({ deployment }) => {
  const files = bundleOf(deployment)

  test('files are sorted, each path once, plain on every file system', () => {
    const paths = files.map(({ path }) => path)
    expect(paths).toEqual([...new Set(paths)].sort())
    const plain = /^(?:[A-Za-z0-9][A-Za-z0-9._-]*\/)*[A-Za-z0-9][A-Za-z0-9._-]*$/
    expect(paths.filter((path) => !plain.test(path))).toEqual([])
  })

  test('scripts can be run and nothing else', () => {
    expect(files.filter(({ path, executable }) => executable !== path.endsWith('.sh'))).toEqual([])
  })

  test('every origin is about lines of the file and elements of the drawing', () => {
    const { topology } = deployment.design
    const ids = new Set([...topology.components, ...topology.places, ...topology.connections].map(({ id }) => id))
    const faults: unknown[] = files.flatMap<unknown>(({ path, content, origins }) => {
      const lines = content.split('\n').length - 1
      const wrong = origins.filter(
        ({ from, to, subjects, reason }, index) =>
          from <= (origins[index - 1]?.to ?? 0) ||
          to < from ||
          to > lines ||
          reason === '' ||
          subjects.some((id) => !ids.has(id)),
      )
      return origins.length === 0 ? [`${path} has no origins`] : wrong.map((origin) => ({ path, ...origin }))
    })
    expect(faults).toEqual([])
  })

  test('nothing is left undefined, and no placeholder waits for an editor', () => {
    const faults = files.flatMap(({ path, content }) => {
      const left = [/undefined|\[object|NaN|TODO|FIXME/.exec(content)?.[0], /<[A-Z][A-Z_]+>/.exec(content)?.[0]]
      const end = content.endsWith('\n') && !content.endsWith('\n\n') ? undefined : 'no line break, or two, at its end'
      return [...left, end].flatMap((fault) => (fault === undefined ? [] : [`${path}: ${fault}`]))
    })
    expect(faults).toEqual([])
  })

  test('the secrets file names what the servers need, with no value', () => {
    const template = files.find(({ path }) => path === 'security/secrets.env.example')?.content ?? ''
    const offered = [...template.matchAll(/^([A-Z0-9_]+)=(.*)$/gm)]
    expect(offered.map(([, , value]) => value).filter((value) => value !== '')).toEqual([])
    const needed = files
      .filter(({ path }) => path.endsWith('/deployment.toml'))
      .flatMap(({ content }) => [...content.matchAll(/\$env\{([A-Z0-9_]+)\}/g)].map(([, name]) => name))
    expect(offered.map(([, name]) => name).sort()).toEqual([...new Set(needed)].sort())
  })
})

describe('the same drawing', () => {
  test('gives the same bytes, whatever the order in which it was drawn', () => {
    const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length })
    fc.assert(
      fc.property(
        fc
          .constantFrom(...samples.map(({ deployment }) => deployment.design))
          .chain((drawn) =>
            fc.tuple(
              fc.constant(drawn),
              shuffled(drawn.topology.places),
              shuffled(drawn.topology.components),
              shuffled(drawn.topology.connections),
            ),
          ),
        ([drawn, places, components, connections]) => {
          const redrawn: Design = { ...drawn, topology: { places, components, connections } }
          expect(bytesOf(generateVm(resolve(redrawn)))).toBe(bytesOf(bundleOf(resolve(drawn))))
        },
      ),
      { numRuns: runs(40) },
    )
  })
})

describe('an unfinished drawing', () => {
  test('gives what can be given, and every configuration still parses', () => {
    const some = <T>(items: readonly T[]) => fc.subarray([...items])
    fc.assert(
      fc.property(
        fc.constantFrom(...PATTERNS).chain((pattern) => {
          const { topology, ...head } = pattern.template('4.6.0')
          return fc.record({
            head: fc.constant(head),
            places: some(topology.places),
            components: some(topology.components),
            connections: some(topology.connections),
          })
        }),
        ({ head, ...topology }) => {
          const files = generateVm(resolve({ ...head, topology }))
          expect(files.filter(({ content }) => /undefined|\[object/.test(content))).toEqual([])
          for (const { path, content } of files) if (path.endsWith('.toml')) parse(content)
          expect(files.some(({ path }) => path === 'README.md')).toBe(true)
        },
      ),
      { numRuns: runs(150) },
    )
  })

  test('an empty one has a runbook that says so', () => {
    const files = generateVm(resolve(design({})))
    expect(files.map(({ path }) => path)).toEqual(['README.md', 'network/firewall.csv', 'network/hosts'])
    expect(file(files, 'README.md')).toContain('The drawing has no server.')
  })
})

describe('folders', () => {
  const deployment = resolve(
    design({
      places: [
        { id: 'dc1', kind: 'datacenter', label: 'Colombo' },
        { id: 'dc2', kind: 'datacenter', label: 'London' },
        { id: 'h1', kind: 'host', label: 'vm 1', parent: 'dc1' },
        { id: 'h2', kind: 'host', label: 'vm 1', parent: 'dc2' },
      ],
      components: [
        { id: 'gw1', kind: 'universal-gateway', place: 'h1' },
        { id: 'gw2', kind: 'universal-gateway', place: 'h1', properties: { portOffset: 1 } },
        { id: 'gw3', kind: 'universal-gateway', place: 'h2' },
        { id: 'vm-1', kind: 'traffic-manager' },
        { id: 'tm', kind: 'traffic-manager', replicas: 2 },
        { id: 'tm-2', kind: 'traffic-manager' },
      ],
    }),
  )
  const units = bundleOf(deployment)
    .map(({ path }) => path)
    .filter((path) => path.endsWith('.service'))

  test('are the machine and the server, and no two servers share one', () => {
    expect(units).toEqual([
      'hosts/colombo-vm-1/gw1/wso2am-universal-gw-gw1.service',
      'hosts/colombo-vm-1/gw2/wso2am-universal-gw-gw2.service',
      'hosts/london-vm-1/gw3/wso2am-universal-gw.service',
      'hosts/tm-1/tm-1/wso2am-tm.service',
      'hosts/tm-2-2/tm-2-2/wso2am-tm.service',
      'hosts/tm-2/tm-2/wso2am-tm.service',
      'hosts/vm-1/vm-1/wso2am-tm.service',
    ])
  })
})

describe('free text of the drawing', () => {
  const evil = 'a`b|c\n# [server]\n"; $(reboot) <script> *x* -- \u202e'
  const files = generateVm(
    resolve(
      design(
        {
          places: [{ id: 'vm1', kind: 'host', label: evil }],
          components: [
            { id: 'aio1', kind: 'all-in-one', label: evil, place: 'vm1' },
            { id: 'lb1', kind: 'load-balancer', label: evil },
            { id: 'db1', kind: 'database', label: evil, properties: { dbms: 'mysql', version: evil } },
            { id: 'consumer', kind: 'api-consumer', label: evil },
          ],
          connections: [
            ...connect(['consumer'], ['lb1']),
            ...connect(['lb1'], ['aio1']),
            ...connect(['aio1'], ['db1']),
          ],
        },
        { title: evil },
      ),
    ),
  )

  test('stays in comments and prose, on one line', () => {
    for (const { path, content, language } of files) {
      for (const line of content.split('\n').filter((text) => text.includes('reboot'))) {
        const quoted =
          path === 'verify/verify.sh' && /^ {2}(?:(?:server|link|client|balancer) [^']*)?'[^']*'[^']*$/.test(line)
        const plain = quoted || language === 'markdown' || language === 'xml' || /^(?:#|--|Description=)/.test(line)
        // The name of a folder is made of the text, and holds nothing but letters, digits and hyphens of it.
        const folder = language === 'yaml' && /^[\w ./:"-]+(?:\{\})?$/.test(line)
        expect([path, plain || folder]).toEqual([path, true])
        expect(line).not.toMatch(/\u202e/)
        if (language === 'markdown') expect(line).not.toMatch(/<script>|[^\\]\*x/)
        if (language === 'xml') expect(line).not.toMatch(/<script>/)
      }
    }
  })

  test('is shown in the runbook as it was typed', () => {
    expect(file(files, 'README.md').split('\n')[0]).toContain(
      'a\\`b\\|c # \\[server\\] "; $(reboot) &lt;script&gt; \\*x\\*',
    )
  })
})

describe('network files', () => {
  test('the firewall list has what servers dial, by name and port, and nothing that they do not', () => {
    const rows = file(sample('pattern-3 4.7.0'), 'network/firewall.csv').trim().split('\n')
    expect(rows[0]).toBe('from,to,port,protocol,why,from_address,to_address')
    const flows = (from: string) =>
      rows
        .filter((row) => row.startsWith(`${from}.apim.example.com,`))
        .map((row) => row.split(',').slice(1, 3).join(' '))
    expect(flows('tm1').map((flow) => flow.replace('.apim.example.com', ''))).toEqual([
      'cp 443',
      'acp1 5672',
      'acp2 5672',
      'tm2 5672',
    ])
    expect(flows('gw1').map((flow) => flow.replace('.apim.example.com', ''))).toEqual([
      'cp 443',
      'acp1 5672',
      'acp2 5672',
      'tm1 5672',
      'tm2 5672',
      'tm1 9611',
      'tm2 9611',
      'tm1 9711',
      'tm2 9711',
      'be any',
    ])
    expect(rows.some((row) => /^(?:consumer|developer|publisher),.*,(?:5672|9611|9711|9443),/.test(row))).toBe(false)
  })

  test('the firewall list has key managers of other makers, beside own ones too', () => {
    const okta = DRAWN['key manager of another vendor beside the own ones']?.make() as Design
    const rows = generateVm(resolve(okta)).find(({ path }) => path === 'network/firewall.csv')?.content ?? ''
    for (const server of ['gw1', 'gw2', 'acp1', 'acp2']) {
      expect(rows).toContain(`${server}.acme.internal,acme.okta.com,443,tcp,key manager: keys and token validation,,\n`)
    }
  })

  test('the firewall list has what people and scripts open, too', () => {
    const rows = file(sample('pattern-3 4.7.0'), 'network/firewall.csv').trim().split('\n')
    expect(rows).toContain('management,lb1.apim.example.com,22,tcp,installation over ssh,,')
    expect(rows).toContain(
      'acp1.apim.example.com,acp2.apim.example.com,22,tcp,copies of secondary user stores and tenants,,',
    )
    expect(rows).toContain('lb1.apim.example.com,lb2.apim.example.com,,vrrp,who holds vip,,')
    expect(rows.some((row) => /gw1.*,22,tcp,copies/.test(row))).toBe(false)
  })

  test('regions open their brokers to each other', () => {
    const rows = file(sample('multi-dc-active-active 4.7.0'), 'network/firewall.csv')
    expect(rows).toContain('east-acp1.apim.example.com,west-acp2.apim.example.com,5672,tcp,events for the other region')
    expect(rows).toContain('west-acp2.apim.example.com,east-acp1.apim.example.com,5672,tcp,events for the other region')
  })

  test('the hosts file has addresses of the drawing only, and names the rest', () => {
    const files = generateVm(
      resolve(
        design({
          places: [
            { id: 'vm1', kind: 'host', properties: { address: '10.0.0.9', hostname: 'one.acme.com' } },
            { id: 'vm2', kind: 'host', properties: { address: '10.0.0.10' } },
            { id: 'vm3', kind: 'host', properties: { address: 'three.acme.com' } },
          ],
          components: [
            { id: 'aio1', kind: 'all-in-one', place: 'vm1' },
            { id: 'gw1', kind: 'universal-gateway', place: 'vm2', properties: { hostname: 'two.acme.com' } },
            { id: 'gw2', kind: 'universal-gateway', place: 'vm3' },
            { id: 'lb1', kind: 'load-balancer', place: 'vm2', properties: { hostname: 'api.acme.com' } },
            { id: 'be1', kind: 'backend' },
            { id: 'consumer', kind: 'api-consumer' },
          ],
          connections: [
            ...connect(['consumer'], ['lb1']),
            ...connect(['lb1'], ['gw1', 'gw2']),
            ...connect(['gw1', 'gw2'], ['aio1', 'be1']),
          ],
        }),
      ),
    )
    expect(file(files, 'network/hosts').split('\n').slice(2)).toEqual([
      '10.0.0.9  one.acme.com',
      '10.0.0.10  api.acme.com two.acme.com',
      '',
      '# The drawing gives no address for these; they need DNS:',
      '# be1.acme.internal',
      '# three.acme.com',
      '',
    ])
  })
})

describe('load balancers', () => {
  test('a public entry closes what only servers use, unless they come through it', () => {
    const open = file(sample('pattern-3 4.7.0'), 'load-balancers/lb1/nginx.conf')
    expect(open.match(/location ~ \S+/g)).toEqual(['location ~ ^/(?:carbon)(?:/|$)'])
    expect(file(sample('pattern-3 4.7.0'), 'load-balancers/lb1/README.md')).toContain(
      '`cp.apim.example.com` is open to people outside: `/carbon` is refused there.',
    )
    const files = sample('public portals')
    expect(file(files, 'load-balancers/lb1/nginx.conf')).toContain(
      'location ~ ^/(?:carbon|services|internal|keymanager-operations)(?:/|$)',
    )
    expect(file(files, 'load-balancers/lb2/haproxy.cfg')).toContain(
      'http-request deny if control_plane control_plane_closed',
    )
    expect(file(files, 'load-balancers/lb3/nginx.conf')).not.toContain('return 403')
  })

  test('control planes are sticky, gateways are not', () => {
    const text = file(sample('pattern-3 4.7.0'), 'load-balancers/lb1/nginx.conf')
    expect(/upstream control_plane \{[^}]*ip_hash;/.test(text)).toBe(true)
    expect(/upstream gateway \{[^}]*ip_hash;/.test(text)).toBe(false)
  })

  test('a load balancer that is told to be sticky keeps control planes so, and no gateway', () => {
    const drawn = balancerSamples().find(({ name }) => name === 'one name for all')?.deployment.design as Design
    const components = drawn.topology.components.map((component) =>
      component.id === 'lb1' ? { ...component, properties: { ...component.properties, sticky: true } } : component,
    )
    const text = file(
      generateVm(resolve({ ...drawn, topology: { ...drawn.topology, components } })),
      'load-balancers/lb1/nginx.conf',
    )
    expect(text.match(/ip_hash;/g)).toHaveLength(1)
    expect(/upstream control_plane \{[^}]*ip_hash;/.test(text)).toBe(true)
  })

  test('ports of the servers carry their offset, ports of the load balancer do not', () => {
    const text = file(sample('haproxy'), 'load-balancers/lb1/haproxy.cfg')
    expect(text).toContain('server gw2 gw2.acme.internal:8244 ')
    expect(text).toContain('check port 9444 check-ssl')
    expect(text).toContain('bind :8099 ssl')
  })

  test('broker and binary ports are balanced nowhere', () => {
    const configurations = samples
      .flatMap(({ deployment }) => bundleOf(deployment))
      .filter(({ path }) => /nginx\.conf|haproxy\.cfg/.test(path))
    expect(configurations.length).toBeGreaterThan(samples.length)
    expect(configurations.filter(({ content }) => /:(?:5672|9611|9711|8672)\b/.test(content))).toEqual([])
  })

  test('a managed one gets its listeners as a table, and no configuration', () => {
    const files = sample('managed')
    expect(files.filter(({ path }) => path.startsWith('load-balancers/')).map(({ path }) => path)).toEqual([
      'load-balancers/lb1/README.md',
    ])
    const readme = file(files, 'load-balancers/lb1/README.md')
    expect(readme).toContain('| `cp.acme.com` | 443 | ends here | pool `control_plane` |')
    expect(readme).toContain('| `control_plane` | `acp1.acme.internal:9443`, `acp2.acme.internal:9443` |')
  })

  test('two behind one address say so', () => {
    const files = sample('pattern-3 4.7.0')
    expect(file(files, 'load-balancers/lb2/README.md')).toContain('moves between `lb1` and `lb2`')
    expect(file(files, 'load-balancers/lb2/keepalived.conf')).toContain('state BACKUP')
  })

  test('a firewall between is looked through, another load balancer is dialled by its name', () => {
    const files = sample('one behind the other')
    expect(file(files, 'load-balancers/outer/nginx.conf')).toContain('server inner.acme.com:443 ')
    expect(file(files, 'load-balancers/inner/nginx.conf')).toContain('server gw2.acme.internal:8244 ')
  })
})

describe('between regions', () => {
  const files = sample('multi-dc-active-active 4.7.0')
  const at = 'hosts/east-acp1/east-acp1/repository'
  const publishers = files.filter(({ path }) => path.startsWith(`${at}/deployment/server/eventpublishers/`))

  test('every stream goes to every control plane of the other region, under a name of its own', () => {
    const names = publishers.map(({ content }) => /name="([^"]+)"/.exec(content)?.[1])
    expect(names).toHaveLength(10)
    expect(new Set(names).size).toBe(10)
    for (const { path, content } of publishers) {
      expect(path.endsWith(`/${/name="([^"]+)"/.exec(content)?.[1]}.xml`)).toBe(true)
      const jndi = /provider\.url">([^<]+)</.exec(content)?.[1] ?? ''
      const topic = /transport\.jms\.Destination">([^<]+)</.exec(content)?.[1] ?? ''
      expect(file(files, `${at.replace('/repository', '')}/${jndi}`)).toContain(`topic.${topic} = ${topic}`)
    }
  })

  test('each JNDI file names one broker and holds no password', () => {
    const jndi = files.filter(({ path }) => path.startsWith(`${at}/conf/jndi-region`))
    expect(jndi.map(({ content }) => /tcp:\/\/([a-z0-9-]+)/.exec(content)?.[1])).toEqual(['west-acp1', 'west-acp2'])
    for (const { content } of jndi) {
      expect(content).toContain('amqp://admin:@APIM_ADMIN_PASSWORD@@clientid/carbon?brokerlist=')
      expect(content.match(/^topic\./gm)).toHaveLength(5)
    }
  })

  test('gateways and Traffic Managers have none of it', () => {
    expect(files.filter(({ path }) => /(?:gw|tm)\d\/.*(?:jndi|eventpublishers)/.test(path))).toEqual([])
  })
})

describe('the runbook', () => {
  test('says that WSO2 has no guide for pattern 5 on machines', () => {
    expect(file(sample('pattern-5 4.6.0'), 'README.md')).toContain(
      'publishes no guide for Pattern 5 on virtual machines',
    )
    expect(file(sample('pattern-4 4.6.0'), 'README.md')).not.toContain('publishes no guide')
  })

  test('starts databases before control planes, their load balancer before gateways, and gateways last', () => {
    const titles = [...file(sample('pattern-4 4.7.0'), 'README.md').matchAll(/^### \d+\. (.*)$/gm)].map(
      ([, title]) => title,
    )
    expect(titles).toEqual([
      'Databases',
      'Control plane',
      'Load balancers and names',
      'Key Managers',
      'Traffic Managers',
      'Gateways',
      'Packet filters',
      'Verify',
      'Clean up',
    ])
  })

  test('names files that are in the bundle', () => {
    for (const { name, deployment } of samples) {
      const files = bundleOf(deployment)
      const paths = new Set(files.map(({ path }) => path))
      const folders = new Set(files.map(({ path }) => path.split('/').slice(0, -1).join('/')))
      const named = [
        ...file(files, 'README.md').matchAll(/`((?:hosts|load-balancers|databases|network|security|common)\/[^`]*)`/g),
      ]
      for (const [, path = ''] of named) {
        const made = ['security/secrets.env', 'security/keystores', 'security/authority'].includes(path)
        const ok = made || paths.has(path) || folders.has(path)
        expect([name, path, ok]).toEqual([name, path, true])
      }
    }
  })
})
