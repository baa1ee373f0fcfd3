import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateVm } from '.'
import { balancerSamples } from './testing/deployments'
import { must, run, scratch } from './testing/tools'

/** Calls through a running NGINX and HAProxy, each in a network of its own, to servers that say who they are. */
const folder = scratch()
const certificate = join(folder, 'pair.crt')
const key = join(folder, 'pair.key')

const SERVERS = [
  { name: 'acp1', host: '127.0.1.1', ports: [9443] },
  { name: 'acp2', host: '127.0.1.2', ports: [9443] },
  { name: 'gw1', host: '127.0.1.3', ports: [8243, 9443, 9099, 8099, 9021, 8021] },
  { name: 'gw2', host: '127.0.1.4', ports: [8244, 9444, 9100, 8100, 9022, 8022] },
  { name: 'km1', host: '127.0.1.5', ports: [9443] },
]

const STUBS = `
const { readFileSync, writeFileSync } = require('node:fs')
const [cert, key, list] = process.argv.slice(1)
const pair = { cert: readFileSync(cert), key: readFileSync(key) }
let left = 0
for (const { name, host, ports } of JSON.parse(list)) for (const port of ports) {
  const plain = [9099, 9100, 9021, 9022].includes(port)
  const answer = async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    response.end((request.method === 'POST' ? [name, port, request.url, body].join(' ') : name) + '\\n')
  }
  const server = plain ? require('node:http').createServer(answer) : require('node:https').createServer(pair, answer)
  server.on('tlsClientError', () => {})
  server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\\r\\n\\r\\n'))
  left++
  server.listen(port, host, () => { if (--left === 0) writeFileSync('ready', 'ready') })
}
setTimeout(() => process.exit(), 25000)
`

beforeAll(() => {
  must('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=test'],
    ...['-addext', 'subjectAltName=DNS:*.acme.com', '-keyout', key, '-out', certificate],
  ])
  must('sh', ['-c', `mkdir "${folder}/certs" && cat "${certificate}" "${key}" >"${folder}/certs/pair.pem"`])
  const names = SERVERS.map(({ name, host }) => `${host} ${name}.acme.internal\n`)
  writeFileSync(join(folder, 'hosts'), `127.0.0.1 localhost\n${names.join('')}`)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function configuration(sample: string, path: string): string {
  const found = balancerSamples().find(({ name }) => name === sample)
  const file = found && generateVm(found.deployment).find((item) => item.path === path)
  const text = (file?.content ?? '')
    .replace(/\/etc\/nginx\/ssl\/[^;\s]+\.(?:crt|pem)/g, certificate)
    .replace(/\/etc\/nginx\/ssl\/[^;\s]+\.key/g, key)
    .replace(/\/run\/nginx\.pid/g, join(folder, 'balancer.pid'))
    .replace(/\/var\/log\/nginx/g, folder)
    // Workers take turns on their own, so calls are spread over servers evenly by one of them alone.
    .replace('worker_processes auto', 'worker_processes 1')
    .replace(/maxconn \d+/, 'maxconn 500')
    .replace(/listen (\d+)/g, 'listen 127.0.0.1:$1')
    .replace(/bind :(\d+)/g, 'bind 127.0.0.1:$1')
    .replace(/\/etc\/haproxy\/certs\//g, join(folder, 'certs/'))
    .replace(/\/etc\/haproxy\/nodes-ca\.pem/g, certificate)
  const target = join(folder, 'balancer.conf')
  writeFileSync(target, text)
  return target
}

/** Waits for something to become true, without an end of its own: 15 seconds at most. */
function until(condition: string): string {
  return `tries=0; until ${condition} || [ $tries -ge 150 ]; do tries=$((tries + 1)); sleep 0.1; done`
}

/** Starts servers; their process is the last one of $stubs. */
function serve(servers: typeof SERVERS): string {
  const start = `"${process.execPath}" -e "$STUBS" "${certificate}" "${key}" '${JSON.stringify(servers)}'`
  return `rm -f ready; ${start} >/dev/null 2>&1 & last=$!; stubs="$stubs $last"\n${until('[ -e ready ]')}`
}

/** Runs the calls with the servers and the load balancer there, and gives what they printed, a line each. */
function through(start: string, calls: readonly string[], servers = SERVERS): string[] {
  const script = [
    `mount --bind "${folder}/hosts" /etc/hosts && ip link set lo up && cd "${folder}"`,
    serve(servers),
    start,
    ...calls,
    `kill $stubs $(cat "${folder}/balancer.pid") 2>/dev/null`,
  ]
  const flags = process.getuid?.() === 0 ? [] : ['--map-root-user']
  const { output } = run('unshare', [...flags, '--mount', '--net', 'sh', '-c', script.join('\n')], { env: { STUBS } })
  return output.split('\n').filter((line) => line !== '')
}

function ask(name: string, path: string, options = ''): string {
  return `curl -sk -m 5 ${options} --connect-to ::127.0.0.1: https://${name}${path}`
}

function status(name: string, path: string): string {
  return ask(name, path, "-o /dev/null -w '%{http_code}\\n'")
}

/** A subscription to a topic, as WebSub makes one. */
function subscribe(port: number, tls: boolean): string {
  const url = `${tls ? 'https' : 'http'}://gw.acme.com:${port}/news/1.0.0/_default`
  return `curl -sk -m 5 -d hub.mode=subscribe -d hub.topic=sport --connect-to ::127.0.0.1: ${url}`
}
const WEBSUB = [subscribe(9021, false), subscribe(9021, false), subscribe(8021, true), subscribe(8021, true)]
const SUBSCRIBED = [
  ['gw1 9021', 'gw2 9022'],
  ['gw1 8021', 'gw2 8022'],
].map((two) => two.map((server) => `${server} /news/1.0.0/_default hub.mode=subscribe&hub.topic=sport`))

const UPGRADE =
  "curl -s -m 5 -o /dev/null -w '%{http_code}\\n' -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' --connect-to ::127.0.0.1: http://gw.acme.com:9099/chat"

const nginx = () => `nginx -q -c ${configuration('public portals', 'load-balancers/lb1/nginx.conf')}`
const haproxy = (sample: string, name: string) =>
  `haproxy -q -D -p balancer.pid -f ${configuration(sample, `load-balancers/${name}/haproxy.cfg`)}`
const four = (call: string): string[] => Array.from({ length: 4 }, () => call)
const withoutGw2 = SERVERS.filter(({ name }) => name !== 'gw2')

describe('NGINX', () => {
  test('keeps a browser on one control plane, spreads API calls, passes WebSocket on and refuses the console', () => {
    const lines = through(nginx(), [
      ...four(ask('portals.acme.com', '/devportal')),
      ...four(ask('gw.acme.com', '/pets')),
      UPGRADE,
      status('portals.acme.com', '/carbon'),
    ])
    expect(lines[0]).toMatch(/^acp[12]$/)
    expect(new Set(lines.slice(0, 4)).size).toBe(1)
    expect([...new Set(lines.slice(4, 8))].sort()).toEqual(['gw1', 'gw2'])
    expect(lines.slice(8)).toEqual(['101', '403'])
  })

  test('passes WebSub subscriptions to every gateway, plain and over TLS', () => {
    const lines = through(nginx(), WEBSUB)
    expect([lines.slice(0, 2).sort(), lines.slice(2).sort()]).toEqual(SUBSCRIBED)
  })

  test('answers every call while a gateway is dead', () => {
    expect(through(nginx(), four(ask('gw.acme.com', '/pets')), withoutGw2)).toEqual(['gw1', 'gw1', 'gw1', 'gw1'])
  })
})

describe('HAProxy', () => {
  test('keeps a browser on one control plane by a cookie, spreads API calls and passes WebSocket on', () => {
    const lines = through(haproxy('haproxy', 'lb1'), [
      ...four(ask('cp.acme.com', '/devportal', '-c jar -b jar')),
      ...four(ask('cp.acme.com', '/devportal')),
      ...four(ask('gw.acme.com', '/pets')),
      UPGRADE,
    ])
    expect(lines[0]).toMatch(/^acp[12]$/)
    expect(new Set(lines.slice(0, 4)).size).toBe(1)
    expect([...new Set(lines.slice(4, 8))].sort()).toEqual(['acp1', 'acp2'])
    expect([...new Set(lines.slice(8, 12))].sort()).toEqual(['gw1', 'gw2'])
    expect(lines.slice(12)).toEqual(['101'])
  })

  test('passes WebSub subscriptions to every gateway, plain and over TLS', () => {
    const lines = through(haproxy('haproxy', 'lb1'), WEBSUB)
    expect([lines.slice(0, 2).sort(), lines.slice(2).sort()]).toEqual(SUBSCRIBED)
  })

  test('takes a gateway that dies out of every pool, sends it nothing more, and takes it back', () => {
    const start = haproxy('haproxy', 'lb1')
    const configured = join(folder, 'balancer.conf')
    // Statistics tell what HAProxy thinks of a server; checks that come faster only make the test shorter.
    writeFileSync(
      configured,
      `${readFileSync(configured, 'utf8').replace(/inter 5s/g, 'inter 100ms')}
listen statistics
    bind 127.0.0.1:8404
    stats enable
    stats uri /
`,
    )
    const statistics = "curl -s 'http://127.0.0.1:8404/;csv'"
    const pools = `${statistics} | grep -c '^gateway[^,]*,gw2,.*,'`
    const all = (state: string) =>
      until(`[ "$(${statistics} | grep -c '^gateway[^,]*,gw2,.*,${state},')" = "$(${pools})" ]`)
    const requests = `${statistics} | grep '^gateway,gw2,' | cut -d, -f8`
    const gw2 = SERVERS.filter(({ name }) => name === 'gw2')
    const calls = [
      serve(gw2),
      all('UP'),
      pools,
      ...four(ask('gw.acme.com', '/pets')),
      `kill $last; ${all('DOWN')}`,
      requests,
      ...four(ask('gw.acme.com', '/pets')),
      requests,
      serve(gw2),
      all('UP'),
      ...four(ask('gw.acme.com', '/pets')),
    ]
    const lines = through(start, calls, withoutGw2)
    expect(Number(lines[0])).toBeGreaterThan(4)
    expect([...new Set(lines.slice(1, 5))].sort()).toEqual(['gw1', 'gw2'])
    expect(lines.slice(6, 10)).toEqual(['gw1', 'gw1', 'gw1', 'gw1'])
    expect([Number(lines[5]) > 0, lines[10]]).toEqual([true, lines[5]])
    expect([...new Set(lines.slice(11))].sort()).toEqual(['gw1', 'gw2'])
  })

  test('answers every call while a gateway is dead', () => {
    const lines = through(haproxy('haproxy', 'lb1'), four(ask('gw.acme.com', '/pets')), withoutGw2)
    expect(lines).toEqual(['gw1', 'gw1', 'gw1', 'gw1'])
  })

  test('refuses the console on a public entry', () => {
    const lines = through(haproxy('public portals', 'lb2'), [
      status('open.acme.com', '/carbon'),
      status('open.acme.com', '/devportal'),
    ])
    expect(lines).toEqual(['403', '200'])
  })
})
