import { describe, expect, test } from 'vitest'
import { generate } from '../core/bundle'
import { serializeDesign } from '../core/document/codec'
import type { Design } from '../core/model/design'
import { patternById } from '../core/patterns'
import type { PatternId } from '../core/patterns/pattern'
import type { Target } from '../core/serialize/file-tree'
import { p3, p4, say, sayOf } from '../core/testing/redrawn'
import type { Deployment } from '../core/wiring/deployment'
import { resolve } from '../core/wiring/resolve'
import { rehearse } from './rehearse'
import { sentences } from './sentences'
import { cases } from './testing/drawings'
import { filesOf } from './testing/rehearsed'

/** One thing in one file of a good bundle that a fault of a generator might write: each must be seen. */
interface Planted {
  readonly design: PatternId | Design
  readonly target?: Target
  readonly file: string
  readonly from: string
  readonly to: string
}

const TOML = (id: string) => `hosts/${id}/${id}/repository/conf/deployment.toml`
const haproxy = sayOf(p3, ['lb1', 'lb2'], { software: 'haproxy' })
const layer4 = sayOf(p3, ['lb1', 'lb2'], { layer: 4 })
const managed = sayOf(p3, ['lb1', 'lb2'], { managed: true })
const postgres = say(p3, 'db1', { dbms: 'postgresql' })
const beforeRedis = cases.find(([file]) => file.startsWith('balancer-before-redis'))?.[1] ?? p3
const ACP = 'apim-pattern-4-acp-wso2am-acp'
const values = (name: string) => `clusters/apim-pattern-4/values/apim-pattern-4-${name}.yaml`
const manifest = 'clusters/apim-pattern-4/manifests/gateway.yaml'

const PLANTED: Readonly<Record<string, Planted>> = {
  'an event hub of a gateway has another name': {
    design: p3,
    file: TOML('gw1'),
    from: 'tcp://acp2.',
    to: 'tcp://acp1.',
  },
  'an event hub of a gateway is missing': {
    design: p3,
    file: TOML('gw1'),
    from: ', "tcp://acp2.apim.example.com:5672"',
    to: '',
  },
  'the broker of an event hub has another port': {
    design: p3,
    file: TOML('gw2'),
    from: 'acp1.apim.example.com:5672',
    to: 'acp1.apim.example.com:5673',
  },
  'a gateway loads from one control plane': {
    design: p3,
    file: TOML('gw1'),
    from: '[apim.event_hub]\nenable = true',
    to: '[apim.event_hub]\nenable = false',
  },
  'a gateway dials a port where the control plane does not listen': {
    design: p3,
    file: TOML('gw1'),
    from: 'https://cp.apim.example.com/services/"\nevent',
    to: 'https://cp.apim.example.com:8443/services/"\nevent',
  },
  'the sign-in for counts leads to the other Traffic Manager': {
    design: p3,
    file: TOML('gw1'),
    from: 'ssl://tm1.',
    to: 'ssl://tm2.',
  },
  'counts go to one Traffic Manager twice': {
    design: p3,
    file: TOML('gw1'),
    from: 'tcp://tm2.apim.example.com:9611',
    to: 'tcp://tm1.apim.example.com:9611',
  },
  'decisions come from one Traffic Manager': {
    design: p3,
    file: TOML('gw1'),
    from: 'throttle_decision_endpoints = ["tcp://tm1.apim.example.com:5672", ',
    to: 'throttle_decision_endpoints = [',
  },
  'a Traffic Manager copies its decisions to itself': {
    design: p3,
    file: TOML('tm1'),
    from: 'tcp://tm2.',
    to: 'tcp://tm1.',
  },
  'a control plane copies its events to nobody': {
    design: p3,
    file: TOML('acp1'),
    from: 'tcp://acp2.apim.example.com:5672',
    to: 'tcp://acp3.apim.example.com:5672',
  },
  'a Traffic Manager loads from a name that nobody has': {
    design: p3,
    file: TOML('tm1'),
    from: 'https://cp.',
    to: 'https://cpl.',
  },
  'a control plane opens another database server': {
    design: p3,
    file: TOML('acp1'),
    from: 'mysql://db.apim.example.com:3306/apim_db',
    to: 'mysql://db1.apim.example.com:3306/apim_db',
  },
  'a control plane opens another port of the database': {
    design: postgres,
    file: TOML('acp2'),
    from: ':5432/shared_db',
    to: ':5433/shared_db',
  },
  'a Key Manager opens no database': { design: p4, file: TOML('km1'), from: 'jdbc:mysql://db.', to: 'jdbc:mysql://.' },
  'a Key Manager tells the wrong name of revocations': {
    design: p4,
    file: TOML('km2'),
    from: 'https://cp.apim.example.com/internal',
    to: 'https://km.apim.example.com/internal',
  },
  'a gateway asks the control plane for keys': {
    design: p4,
    file: TOML('gw1'),
    from: 'https://km.',
    to: 'https://cp.',
  },
  'another server has the ports of a server': { design: p3, file: TOML('tm2'), from: 'offset = 0', to: 'offset = 1' },
  'nginx leads calls to one gateway twice': {
    design: p3,
    file: 'load-balancers/lb1/nginx.conf',
    from: 'server gw2.apim.example.com:8243',
    to: 'server gw1.apim.example.com:8243',
  },
  'nginx leads to a port where gateways do not serve APIs': {
    design: p3,
    file: 'load-balancers/lb2/nginx.conf',
    from: 'server gw1.apim.example.com:8243',
    to: 'server gw1.apim.example.com:9443',
  },
  'nginx answers for another name': {
    design: p3,
    file: 'load-balancers/lb1/nginx.conf',
    from: 'server_name cp.apim.example.com;',
    to: 'server_name acp.apim.example.com;',
  },
  'nginx passes calls of the portals to the gateways': {
    design: p3,
    file: 'load-balancers/lb1/nginx.conf',
    from: 'proxy_pass https://control_plane;',
    to: 'proxy_pass https://gateway;',
  },
  'nginx of layer 4 sends a name elsewhere': {
    design: layer4,
    file: 'load-balancers/lb1/nginx.conf',
    from: 'cp.apim.example.com control_plane;',
    to: 'cp.apim.example.com gateway;',
  },
  'HAProxy leads to another server': {
    design: haproxy,
    file: 'load-balancers/lb1/haproxy.cfg',
    from: 'server acp2 acp2.',
    to: 'server acp2 acp9.',
  },
  'HAProxy asks a port that is not open whether a gateway is up': {
    design: haproxy,
    file: 'load-balancers/lb2/haproxy.cfg',
    from: 'check port 9443',
    to: 'check port 9445',
  },
  'HAProxy listens on another port': {
    design: haproxy,
    file: 'load-balancers/lb1/haproxy.cfg',
    from: 'bind :443 ',
    to: 'bind :444 ',
  },
  'one of two machines agrees on an address by another number': {
    design: p3,
    file: 'load-balancers/lb2/keepalived.conf',
    from: 'virtual_router_id 51',
    to: 'virtual_router_id 52',
  },
  'the README gives a floating address another name': {
    design: p3,
    file: 'README.md',
    from: '| `vip` | `cp.apim',
    to: '| `vip` | `acp.apim',
  },
  'the settings of a managed balancer name another server': {
    design: managed,
    file: 'load-balancers/lb1/README.md',
    from: 'acp2.apim.example.com:9443',
    to: 'acp1.apim.example.com:9443',
  },
  'an event publisher leads to another region': {
    design: 'multi-dc-active-active',
    file: 'hosts/east-acp1/east-acp1/repository/conf/jndi-region-west-1.properties',
    from: 'west-acp1.apim.example.com:5672',
    to: 'west-acp9.apim.example.com:5672',
  },
  'a gateway in a cluster lists one event hub twice': {
    design: 'pattern-4',
    target: 'kubernetes',
    file: values('gw'),
    from: `${ACP}-2-service`,
    to: `${ACP}-1-service`,
  },
  'a gateway in a cluster names a service that no chart makes': {
    design: 'pattern-4',
    target: 'kubernetes',
    file: values('gw'),
    from: 'serviceUrl: apim-pattern-4-km-wso2am-km-service',
    to: 'serviceUrl: apim-pattern-4-km-service',
  },
  'a Traffic Manager in a cluster loads from gateways': {
    design: 'pattern-4',
    target: 'kubernetes',
    file: values('tm'),
    from: `serviceUrl: ${ACP}-service`,
    to: 'serviceUrl: apim-pattern-4-gw-wso2am-universal-gw-service',
  },
  'counts of a cluster go to one Traffic Manager': {
    design: 'pattern-4',
    target: 'kubernetes',
    file: values('gw'),
    from: 'apim-pattern-4-tm-wso2am-tm-2-service',
    to: 'apim-pattern-4-tm-wso2am-tm-1-service',
  },
  'a control plane in a cluster opens another database server': {
    design: 'pattern-4',
    target: 'kubernetes',
    file: values('acp'),
    from: 'mysql://db.',
    to: 'mysql://db2.',
  },
  'a way in of a cluster is shut': {
    design: 'pattern-4',
    target: 'kubernetes',
    file: values('gw'),
    from: '    gateway:\n      enabled: true',
    to: '    gateway:\n      enabled: false',
  },
  'a listener of a cluster has another name': {
    design: 'pattern-4',
    target: 'kubernetes',
    file: manifest,
    from: 'hostname: km.',
    to: 'hostname: kms.',
  },
  'a pair in a cluster runs one pod': {
    design: 'pattern-4',
    target: 'kubernetes',
    file: values('acp'),
    from: 'highAvailability: true',
    to: 'highAvailability: false',
  },
  'a load balancer outside a cluster passes on to nobody': {
    design: beforeRedis,
    target: 'kubernetes',
    file: 'network/firewall.csv',
    from: 'vip.ex.com,r1.ex.com,6379',
    to: 'vip.ex.com,r2.ex.com,6379',
  },
  'a load balancer outside a cluster listens on another port': {
    design: beforeRedis,
    target: 'kubernetes',
    file: 'network/firewall.csv',
    from: 'for vip.ex.com:6379',
    to: 'for vip.ex.com:6380',
  },
  'a remote service of a cluster lets other ports in': {
    design: 'multi-dc-active-passive',
    target: 'kubernetes',
    file: 'clusters/central/manifests/remote-services.yaml',
    from: 'targetPort: 9443',
    to: 'targetPort: 9763',
  },
}

const bundles = new Map<string, { readonly deployment: Deployment; readonly files: ReadonlyMap<string, string> }>()

/** The good bundle, made once for all faults that are planted in it. */
function bundleOf({ design, target = 'vm' }: Planted) {
  const drawn = typeof design === 'string' ? patternById(design).template('4.7.0') : design
  const key = `${target} ${serializeDesign(drawn)}`
  const known = bundles.get(key)
  if (known) return known
  const deployment = resolve(drawn)
  const made = { deployment, files: filesOf(generate(deployment, target)) }
  bundles.set(key, made)
  return made
}

function differencesOf(planted: Planted): readonly string[] {
  const { file, from, to } = planted
  const { deployment, files } = bundleOf(planted)
  const text = files.get(file)
  expect(text, file).toContain(from)
  return sentences(rehearse(new Map([...files, [file, text?.replace(from, to) ?? '']]), deployment))
}

describe('a planted fault is seen', () => {
  test.each(Object.entries(PLANTED))('%s', (_what, planted) => {
    expect(differencesOf(planted)).not.toEqual([])
  })

  test('there are thirty of them at least, in files of both targets', () => {
    const all = Object.values(PLANTED)
    expect(all.length).toBeGreaterThanOrEqual(30)
    expect(new Set(all.map(({ target = 'vm' }) => target)).size).toBe(2)
  })
})
