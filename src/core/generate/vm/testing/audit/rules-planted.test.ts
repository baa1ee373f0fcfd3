import { describe, expect, test } from 'vitest'
import { generate } from '../../../../bundle'
import type { Design } from '../../../../model/design'
import { resolve } from '../../../../wiring/resolve'
import { balancerSamples, connect, design } from '../deployments'
import { extraSamples } from '../extra-samples'
import { cases } from './matrix'
import { type Plant, planted } from './planted'
import { type AuditFile, readBundle } from './read-bundle'
import { auditRules, RULES } from './rules'

const made = new Map<string, readonly AuditFile[]>()

/** Designs that no pattern has. */
const DESIGNS: Readonly<Record<string, () => Design>> = {
  mssql: () =>
    design({
      components: [
        { id: 'aio1', kind: 'all-in-one' },
        { id: 'db1', kind: 'database', properties: { dbms: 'mssql', version: '2022', connectionLimit: 200 } },
      ],
      connections: connect(['aio1'], ['db1']),
    }),
  'one host': () =>
    design({
      places: [{ id: 'vm1', kind: 'host', label: 'vm1' }],
      components: [
        { id: 'lb1', kind: 'load-balancer' },
        { id: 'aio1', kind: 'all-in-one', place: 'vm1' },
        { id: 'aio2', kind: 'all-in-one', place: 'vm1' },
      ],
      connections: [...connect(['lb1'], ['aio1', 'aio2']), ...connect(['aio1', 'aio2'], ['aio1', 'aio2'])],
    }),
  'public portals': () => balancerSamples().find(({ name }) => name === 'public portals')?.deployment.design as Design,
  'shared counters': () =>
    extraSamples().find(({ name }) => name === 'everything connected 4.7.0')?.deployment.design as Design,
}

function bundle(name: string): readonly AuditFile[] {
  const known = made.get(name)
  if (known) return known
  const drawn = cases().find((one) => one.name === name)?.design ?? DESIGNS[name]?.()
  if (!drawn) throw new Error(`no case ${name}`)
  const { files } = generate(resolve(drawn), 'vm')
  made.set(name, files)
  return files
}

const P4 = 'pattern-4 4.7.0 paired mysql'
const P2 = 'pattern-2 4.7.0 paired mysql'
const P1 = 'pattern-1 4.7.0 paired mysql'
const SINGLE = 'pattern-3 4.7.0 single mysql'
const toml = (...names: readonly string[]) => new RegExp(`/(?:${names.join('|')})/repository/conf/deployment\\.toml$`)
const unit = (name: string) => new RegExp(`/${name}/[^/]+\\.service$`)

/** For each rule a bundle that keeps it and a change that breaks it. */
const PLANTED: Readonly<Record<number, readonly [bundle: string, ...plants: readonly Plant[]]>> = {
  1: [P4, { path: unit('tm[12]'), from: 'bin/traffic-manager.sh start', to: 'bin/gateway.sh start' }],
  4: [
    P4,
    {
      path: toml('acp1'),
      from: 'event_duplicate_url = ["tcp://acp2.apim.example.com:5672"]',
      to: 'event_duplicate_url = ["tcp://acp2.apim.example.com:5672", "tcp://acp3.apim.example.com:5672"]',
    },
  ],
  5: [P4, { path: /nginx\.conf$/, from: /km[12]\.apim\.example\.com:9443/g, to: 'other.apim.example.com:9443' }],
  6: [P4, { path: /lb2\/nginx\.conf$/, from: /gw1\./g, to: 'gw9.' }],
  7: [P4, { path: toml('acp2'), from: '/apim_db"', to: '/apim_db2"' }],
  8: [P4, { path: toml('km1'), from: '/shared_db"', to: '/km_db"' }],
  9: [P2, { path: /firewall\.csv$/, from: /$/, to: 'lb1.apim.example.com,aio1.apim.example.com,8243,tcp,calls,,\n' }],
  12: [P4, { path: toml('acp1', 'acp2'), from: 'name = "Default"', to: 'name = "Other"' }],
  13: [P4, { path: toml('gw1'), from: 'tcp://acp1.apim.example.com:5672', to: 'tcp://cp.apim.example.com:5672' }],
  14: [P4, { path: toml('gw1'), from: ', "tcp://acp2.apim.example.com:5672"', to: '' }],
  15: [P4, { path: toml('tm1'), from: 'tcp://tm2.apim.example.com:5672', to: 'tcp://tm1.apim.example.com:5672' }],
  16: [
    P4,
    {
      path: toml('gw1'),
      from: '[apim.throttling]\n',
      to: '[apim.throttling]\nevent_duplicate_url = ["tcp://tm1.apim.example.com:5672"]\n',
    },
  ],
  17: [P4, { path: toml('gw1'), from: /\[\[apim\.throttling\.url_group\]\]\n.*tm2.*\n.*tm2.*\n/, to: '' }],
  18: [P4, { path: toml('acp1'), from: 'urls = ["tcp://acp2', to: 'urls = ["tcp://acp1' }],
  19: [P4, { path: toml('gw1'), from: 'cp.apim.example.com/services/"', to: 'cp.apim.example.com/services"' }],
  20: [P4, { path: toml('gw1'), from: 'https://cp.apim.example.com/', to: 'https://acp1.apim.example.com:9443/' }],
  21: [SINGLE, { path: toml('gw1'), from: ':9443/services/', to: '/services/' }],
  22: [P4, { path: toml('gw1'), from: 'https://cp.apim.example.com/', to: 'https://localhost:9443/' }],
  23: [P4, { path: toml('gw1'), from: 'tcp://tm1.apim.example.com:9611', to: 'tcp://tm1.apim.example.com:9612' }],
  24: [P4, { path: toml('acp1'), from: 'hostname = "cp.apim.example.com"', to: 'hostname = "localhost"' }],
  25: [P4, { path: toml('acp1'), from: 'proxyPort = 443', to: 'proxyPort = 8443' }],
  26: [
    P4,
    {
      path: toml('acp1'),
      from: 'url = "https://cp.apim.example.com/devportal"',
      to: 'url = "https://km.apim.example.com/devportal"',
    },
  ],
  28: [
    P4,
    { path: toml('km1'), from: 'https://cp.apim.example.com/internal', to: 'https://km.apim.example.com/internal' },
  ],
  29: [
    P4,
    { path: toml('gw1'), from: 'https://km.apim.example.com/services/', to: 'https://cp.apim.example.com/services/' },
  ],
  31: [
    P4,
    { path: /firewall\.csv$/, from: 'consumer,gw.apim.example.com,443', to: 'consumer,gw1.apim.example.com,9763' },
  ],
  32: [
    P4,
    {
      path: /firewall\.csv$/,
      from: 'gw1.apim.example.com,tm2.apim.example.com,9611',
      to: 'gw1.apim.example.com,tm2.apim.example.com,9612',
    },
  ],
  34: [P4, { path: toml('gw1'), from: 'server_role = "default"', to: 'server_role = "gateway-worker"' }],
  35: [P4, { path: toml('gw1'), from: '[user_store]\n', to: '[user_store]\ntype = "database"\n[user_store]\n' }],
  36: [P4, { path: toml('gw1'), from: '[user_store]\n', to: '[secrets]\na = "[b]"\n\n[user_store]\n' }],
  37: [P4, { path: toml('gw1'), from: 'username = "admin"', to: 'username = "root"' }],
  38: [P4, { path: toml('gw1'), from: 'gateway_labels = ["Default"]', to: 'gateway_labels = ["Inner"]' }],
  39: [
    P4,
    {
      path: toml('acp1'),
      from: '[apim.event_hub]',
      to: '[[apim.gateway.environment]]\nname = "Default"\n\n[apim.event_hub]',
    },
  ],
  40: [P4, { path: toml('gw2'), from: 'gateway_id = "gw2"', to: 'gateway_id = "gw1"' }],
  41: [P4, { path: toml('km1'), from: /\[\[oauth\.extensions\.token_types\]\]\nname.*\nissuer.*\n/, to: '' }],
  42: [P4, { path: /km1\/install\.sh$/, from: ' --skipConfigOptimization', to: '' }],
  43: [P4, { path: toml('km1'), from: 'id = "token_revocation"', to: 'id = "other"' }],
  44: [P4, { path: toml('acp1'), from: '[apim.key_manager]\n', to: '[apim.key_manager]\ntype = "WSO2-IS"\n' }],
  45: [P4, { path: toml('acp1'), from: '[apim.key_manager]\n', to: '[apim.key_manager]\ntype = "WSO2-IS"\n' }],
  46: [
    P4,
    { path: toml('gw1'), from: '[user_store]\n', to: '[clustering]\nmembership_scheme = "wka"\n\n[user_store]\n' },
  ],
  47: [
    P4,
    { path: toml('gw1'), from: '[user_store]\n', to: '[transport.http]\nenable = false\n\n[user_store]\n' },
    { path: /^README\.md$/, from: /$/, to: 'curl http://gw1.apim.example.com:9763/services/Version\n' },
  ],
  48: [
    'pattern-4 4.5.0 paired mysql',
    { path: toml('gw1'), from: '[user_store]\n', to: '[apim.gateway_notification]\nenabled = true\n\n[user_store]\n' },
  ],
  49: [
    P4,
    { path: toml('acp1'), from: /url = "jdbc:mysql[^"]*apim_db"/, to: 'url = "jdbc:h2:./repository/database/A"' },
  ],
  50: [P4, { path: /topology\.json$/, from: '"mode": "managed"', to: '"mode": "managed", "version": "5.7"' }],
  51: [P4, { path: /create-mysql\.sql$/, from: 'utf8mb4_bin', to: 'utf8mb4_0900_ai_ci' }],
  52: ['mssql', { path: /create-mssql\.sql$/, from: 'Latin1_General_CS_AS', to: 'Latin1_General_CI_AS' }],
  53: [P4, { path: toml('acp1'), from: '/apim_db"', to: '/apim_db?a=b&c=d"' }],
  54: [P4, { path: /acp1\/install\.sh$/, from: 'mysql-connector-', to: 'ojdbc' }],
  55: [P4, { path: toml('acp1'), from: 'username = "apimadmin"', to: 'username = "root"' }],
  56: ['mssql', { path: toml('aio1'), from: /maxActive = \d+/g, to: 'maxActive = 100' }],
  57: [P4, { path: toml('acp1'), from: 'jdbc:h2:./repository', to: 'jdbc:h2:/mnt/shared' }],
  58: [P4, { path: toml('acp1'), from: '/shared_db"', to: '/apim_db"' }],
  59: [P4, { path: toml('gw1'), from: 'key = "$env{APIM_ENCRYPTION_KEY}"', to: 'key = "$env{OTHER_KEY}"' }],
  60: [P4, { path: toml('gw1'), from: 'key_password = "$env{TLS_', to: 'key_password = "$env{OTHER_' }],
  61: [P4, { path: toml('gw1'), from: 'wso2am-primary.jks', to: 'gw1-primary.jks' }],
  62: [P4, { path: toml('gw1'), from: 'wso2am-primary.jks', to: 'wso2carbon.jks' }],
  63: [P4, { path: /create-keystores\.sh$/, from: '  dns:cp.apim.example.com\n', to: '' }],
  64: [P4, { path: /create-keystores\.sh$/, from: '  dns:tm1.apim.example.com\n', to: '' }],
  65: [P4, { path: toml('acp2'), from: 'DEVPORTAL_URL_SECRET', to: 'OTHER_SECRET' }],
  67: [P4, { path: toml('gw1'), from: '"$env{APIM_ADMIN_PASSWORD}"', to: '"swordfish"' }],
  68: [P4, { path: /lb1\/nginx\.conf$/, from: 'ip_hash;', to: '' }],
  69: [P4, { path: /lb1\/nginx\.conf$/, from: /upstream gateway \{\n/, to: 'upstream gateway {\n ip_hash;\n' }],
  70: [P4, { path: /lb1\/nginx\.conf$/, from: ' max_fails=3 fail_timeout=30s', to: '' }],
  71: ['public portals', { path: /lb1\/nginx\.conf$/, from: /carbon/g, to: 'console' }],
  72: [
    P4,
    {
      path: /lb1\/nginx\.conf$/,
      from: 'proxy_pass https://control_plane;',
      to: 'proxy_pass https://control_plane;\n}\nlocation /services {\nreturn 403;',
    },
  ],
  73: [P4, { path: /lb1\/nginx\.conf$/, from: 'proxy_pass https://gateway;', to: 'proxy_pass http://gateway;' }],
  74: [P4, { path: /lb1\/nginx\.conf$/, from: 'proxy_read_timeout 1h', to: 'proxy_read_timeout 5s' }],
  75: [P4, { path: unit('gw1'), from: 'java-21', to: 'java-17' }],
  76: [P4, { path: unit('gw1'), from: '-Xmx2048m', to: '-Xmx1024m' }],
  77: [P4, { path: /sysctl\.conf$/, from: /$/, to: 'net.ipv4.tcp_tw_recycle = 1\n' }],
  79: ['shared counters', { path: toml('tm2'), from: 'sync_interval = 1', to: 'sync_interval = 9' }],
  81: [P1, { path: /^README\.md$/, from: /repository\/tenants/g, to: 'elsewhere' }],
}

/** Drawings that break a rule by what they are. */
const BY_NATURE: Readonly<Record<number, string>> = {
  2: 'pattern-0 4.7.0 single mysql',
  3: SINGLE,
  11: 'one host',
  30: 'one host',
}

const broken = (files: readonly AuditFile[]) => new Set(auditRules(readBundle(files)).map(({ rule }) => rule))

describe('a rule is one that can be broken', () => {
  test('each that is checked has a fault planted here', () => {
    const checked = RULES.filter((rule) => 'check' in rule).map(({ number }) => number)
    const here = [...Object.keys(PLANTED), ...Object.keys(BY_NATURE)].map(Number)
    expect(here.sort((a, b) => a - b)).toEqual(checked)
  })

  test.each(Object.entries(PLANTED))('rule %s finds what is planted', (number, [name, ...plants]) => {
    expect(broken(bundle(name))).not.toContain(Number(number))
    expect(broken(planted(bundle(name), plants))).toContain(Number(number))
  })

  test.each(Object.entries(BY_NATURE))('rule %s finds a drawing that breaks it', (number, name) => {
    expect(broken(bundle(name))).toContain(Number(number))
    expect(broken(bundle(P4))).not.toContain(Number(number))
  })
})
