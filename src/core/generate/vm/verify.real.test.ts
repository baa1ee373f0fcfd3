import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inAccept } from '../../testing/breadth'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { connect, design } from './testing/deployments'
import { balancerStubs, OwnNetwork, type Stub, stubsOf } from './testing/own-network'
import { fakeJava, write } from './testing/stand-in'
import { must, type Outcome, scratch, unpack } from './testing/tools'

/** verify.sh against stub servers with real keystores, on two machines and a load balancer: first all well, then not. */
const folder = scratch()
const bundle = join(folder, 'bundle')
const SERVERS = { acp1: 'vm1', tm1: 'vm2', gw1: 'vm2' } as const
const ADDRESSES = new Map([
  ['acp1.acme.internal', '127.0.1.1'],
  ['tm1.acme.internal', '127.0.1.2'],
  ['gw1.acme.internal', '127.0.1.2'],
  ['lb1.acme.internal', '127.0.1.3'],
  ['cp.acme.internal', '127.0.1.3'],
  ['gw.acme.internal', '127.0.1.3'],
  ['db1.acme.internal', '127.0.1.4'],
])
const MACHINES = { vm1: '127.0.1.1', vm2: '127.0.1.2', lb1: 'lb1.acme.internal' } as const
const REACHED = { ...MACHINES, alone: '127.0.1.5' }

const deployment = resolve(
  design({
    places: [
      { id: 'vm1', kind: 'host', properties: { address: '127.0.1.1' } },
      { id: 'vm2', kind: 'host', properties: { address: '127.0.1.2' } },
    ],
    components: [
      {
        id: 'acp1',
        kind: 'api-control-plane',
        place: 'vm1',
        label: 'Control plane',
        properties: { hostname: 'acp1.acme.internal' },
      },
      {
        id: 'tm1',
        kind: 'traffic-manager',
        place: 'vm2',
        label: 'Traffic $(id) "1"',
        properties: { hostname: 'tm1.acme.internal' },
      },
      {
        id: 'gw1',
        kind: 'universal-gateway',
        place: 'vm2',
        label: 'Gateway',
        properties: { hostname: 'gw1.acme.internal', portOffset: 10 },
      },
      {
        id: 'lb1',
        kind: 'load-balancer',
        label: 'Front door',
        properties: { gatewayHostname: 'gw.acme.internal', controlPlaneHostname: 'cp.acme.internal' },
      },
      { id: 'db1', kind: 'database', label: 'Data', properties: { dbms: 'mysql' } },
      { id: 'be1', kind: 'backend' },
      { id: 'consumer', kind: 'api-consumer', label: 'Callers' },
    ],
    connections: [
      ...connect(['consumer'], ['lb1']),
      ...connect(['lb1'], ['gw1', 'acp1']),
      ...connect(['gw1', 'tm1'], ['lb1']),
      ...connect(['gw1'], ['tm1', 'be1']),
      ...connect(['gw1', 'tm1'], ['acp1'], ['events']),
      ...connect(['acp1'], ['db1']),
    ],
  }),
)

/** One machine alone, on which nothing listens: its clock is all that is asked for. */
const alone = join(folder, 'alone-bundle')
const aloneDeployment = resolve(
  design({
    places: [{ id: 'alone', kind: 'host', properties: { address: '127.0.1.5' } }],
    components: [{ id: 'aio1', kind: 'all-in-one', place: 'alone' }],
  }),
)

const SECRETS: Readonly<Record<string, string>> = {
  APIM_ADMIN_PASSWORD: 'Admin~secret-1',
  PRIMARY_KEYSTORE_PASSWORD: 'primary-secret',
  TLS_KEYSTORE_PASSWORD: 'tls-secret',
  TRUSTSTORE_PASSWORD: 'trust-secret',
  APIM_ENCRYPTION_KEY: 'a'.repeat(64),
}

let network: OwnNetwork

/** What is installed of a server below the folder that stands for its machine. */
function security(server: keyof typeof SERVERS): string {
  return join(folder, SERVERS[server], 'opt/wso2', server, 'repository/resources/security')
}

function installed(server: keyof typeof SERVERS, secrets: Readonly<Record<string, string>> = SECRETS): void {
  const lines = Object.entries({ JAVA_HOME: '/jdk', ...secrets }).map(([name, value]) => `${name}=${value}\n`)
  write(join(folder, SERVERS[server], `etc/wso2am/${server}.env`), lines.join(''), 0o600)
  mkdirSync(security(server), { recursive: true })
  for (const name of ['wso2am-primary.jks', 'wso2am-tls.jks', 'client-truststore.jks']) {
    copyFileSync(keystore(server, name), join(security(server), name))
  }
}

/** The certificate is a server's own, the rest is the same file for all. */
function keystore(owner: string, name: string): string {
  return join(bundle, 'security/keystores', ...(name === 'wso2am-tls.jks' ? [owner] : []), name)
}

function tlsOf(owner: string): NonNullable<Stub['tls']> {
  const pfx = join(folder, `${owner}.p12`)
  if (!existsSync(pfx)) {
    must('keytool', [
      ...['-importkeystore', '-noprompt', '-srckeystore', keystore(owner, 'wso2am-tls.jks'), '-srcstorepass'],
      ...['tls-secret', '-destkeystore', pfx, '-deststoretype', 'PKCS12', '-deststorepass', 'tls-secret'],
    ])
  }
  return { pfx, passphrase: 'tls-secret' }
}

/** A certificate that nobody vouches for. */
function strange(name: string, ...args: readonly string[]): NonNullable<Stub['tls']> {
  const pfx = join(folder, `strange-${name}.p12`)
  must('keytool', [
    ...['-genkeypair', '-alias', 'x', '-keyalg', 'EC', '-dname', 'CN=strange', '-keystore', pfx],
    ...['-storetype', 'PKCS12', '-storepass', 'strange', ...args],
  ])
  return { pfx, passphrase: 'strange' }
}

function goodStubs(): Stub[] {
  const servers = deployment.servers.flatMap(({ instance }) =>
    stubsOf(instance, ADDRESSES.get(instance.hostname) ?? instance.hostname, tlsOf(instance.id)),
  )
  const certificates = join(bundle, 'load-balancers/lb1/certificates')
  const balancer = balancerStubs('127.0.1.3', ['gw.acme.internal', 'cp.acme.internal'], certificates)
  return [...servers, ...balancer, { host: '127.0.1.4', port: 3306 }]
}

function verify(...args: readonly string[]): Outcome {
  return verifyBundle(bundle, ...args)
}

function verifyBundle(checked: string, ...args: readonly string[]): Outcome {
  return network.run('bash', [join(checked, 'verify/verify.sh'), '--ssh', join(folder, 'ssh'), ...args])
}

/** What timedatectl says on a machine. */
function keptInStep(machine: string, said: string): void {
  write(join(folder, `bin-${machine}/timedatectl`), `#!/bin/sh\necho ${said}\n`, 0o755)
}

/** What verify.sh prints of the clock of a machine that has no other to agree with. */
function clockAlone(): string[] {
  const { output } = verifyBundle(alone)
  return ['pass', 'FAIL', 'skip'].flatMap((result) =>
    rows(output, result)
      .filter((row) => row.startsWith('alone clock '))
      .map((row) => `${result} ${row}`),
  )
}

function rows(output: string, result: string): string[] {
  return output
    .split('\n')
    .filter((line) => line.startsWith(`${result} `))
    .map((line) => line.slice(6).replace(/\s+/g, ' '))
}

beforeAll(async () => {
  unpack(generateVm(deployment), bundle)
  write(
    join(bundle, 'security/secrets.env'),
    Object.entries(SECRETS)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
    0o600,
  )
  unpack(generateVm(aloneDeployment), alone)
  const jdk = join(folder, 'jdk')
  fakeJava(jdk, '21.0.3')
  must('bash', [join(bundle, 'security/create-keystores.sh')], { env: { JAVA_HOME: jdk } })
  for (const server of ['acp1', 'tm1', 'gw1'] as const) installed(server)
  for (const machine of ['vm1', 'vm2']) fakeJava(join(folder, machine, 'jdk'), '21.0.3')
  const authority = join(folder, 'lb1/etc/nginx/ssl/nodes-ca.pem')
  mkdirSync(dirname(authority), { recursive: true })
  copyFileSync(join(bundle, 'security/keystores/ca.pem'), authority)
  // In place of ssh: each machine is a folder, and a clock that is wrong is a program called date.
  const places = Object.entries(REACHED).map(([name, target]) => `  ${target}) machine=${name} ;;\n`)
  write(
    join(folder, 'ssh'),
    `#!/bin/sh\ncase $1 in\n${places.join('')}  *) exit 255 ;;\nesac\n` +
      `[ ! -e "${folder}/no-way-to-$machine" ] || { echo "ssh: no route" >&2; exit 255; }\n` +
      `APIM_ROOT="${folder}/$machine" PATH="${folder}/bin-$machine:$PATH" exec sh -c "$2"\n`,
    0o755,
  )
  for (const machine of Object.keys(MACHINES)) keptInStep(machine, 'yes')
  network = await OwnNetwork.open(folder, ADDRESSES)
  await network.listen(goodStubs())
})

afterAll(async () => {
  await network?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('verify.sh', () => {
  test('passes a deployment that works, from every machine, with the names of the drawing', () => {
    const { status, output } = verify('--outside')
    expect([rows(output, 'FAIL'), status]).toEqual([[], 0])
    const passed = rows(output, 'pass')
    for (const row of [
      'vm1 health Control plane (acp1) answers at https://acp1.acme.internal:9443/services/Version',
      'vm2 health Gateway (gw1) answers at https://gw1.acme.internal:9453/api/am/gateway/v2/server-startup-healthcheck',
      'vm2 health Gateway (gw1) answers at http://gw1.acme.internal:9109/health',
      'vm2 link Traffic $(id) "1" (tm1) to Control plane (acp1): event hub (acp1.acme.internal:5672)',
      'lb1 entry Front door (lb1) answers for cp.acme.internal:443',
      'lb1 link Front door (lb1) to Gateway (gw1): for gw.acme.internal:443 (gw1.acme.internal:8253)',
      'vm2 keys Gateway (gw1) knows the key that signs tokens',
      'all equal the value of APIM_ADMIN_PASSWORD is the same - on acp1 tm1 gw1',
      'all equal the value of APIM_ENCRYPTION_KEY is the same - on acp1 tm1 gw1',
      'all equal the key in wso2am-primary.jks that signs tokens is the same - on acp1 tm1 gw1',
      'vm1 clock is kept in step',
      'vm2 clock agrees with the one of vm1',
      'outside link Callers (consumer) to Front door (lb1): API calls (gw.acme.internal:443)',
    ]) {
      expect(passed).toContain(row)
    }
    expect(passed.some((row) => /certificate Gateway \(gw1\) .* - until .*GMT, from /.test(row))).toBe(true)
    expect(rows(output, 'skip')).toEqual([
      'vm2 link Gateway (gw1) to be1: API backends (be1.acme.internal:any) - the drawing does not say which TCP port',
    ])
    for (const secret of Object.values(SECRETS)) expect(output).not.toContain(secret)
  })

  inAccept(() => {
    test('on one machine checks that machine, and says what it cannot compare', () => {
      const { status, output } = network.run(
        'bash',
        [...[join(bundle, 'verify/verify.sh'), '--host', 'vm2', '--root', join(folder, 'vm2')]],
        { env: { PATH: `${join(folder, 'bin-vm2')}:${process.env.PATH}:/usr/sbin:/sbin` } },
      )
      expect([rows(output, 'FAIL'), status]).toEqual([[], 0])
      expect(rows(output, 'pass')).toContain('vm2 clock is kept in step')
      expect(rows(output, 'pass').every((row) => row.startsWith('vm2 '))).toBe(true)
      expect(rows(output, 'skip')).toContain(
        'all equal the value of APIM_ENCRYPTION_KEY is the same - on tm1 gw1; the other machines were not asked',
      )
    })
  })

  test('names machines that ssh does not reach, and asks for one that exists', () => {
    for (const machine of ['vm1', 'vm2', 'lb1']) write(join(folder, `no-way-to-${machine}`), '')
    const { status, output } = verify()
    for (const machine of ['vm1', 'vm2', 'lb1']) rmSync(join(folder, `no-way-to-${machine}`))
    expect(status).toBe(1)
    expect(rows(output, 'FAIL')).toEqual(
      Object.entries(MACHINES).map(
        ([name, target]) => `${name} ssh ${target} cannot be reached, or verify.sh does not run there`,
      ),
    )
    expect(verify('--host', 'vm9')).toEqual({ status: 2, output: 'Error: no machine is called vm9; see --help\n' })
  })
})

inAccept(() => {
  describe('the clock of a machine that has none to agree with', () => {
    beforeAll(() => keptInStep('alone', 'yes'))

    test('passes when a time server keeps it in step, and fails when none does', () => {
      expect(clockAlone()).toEqual(['pass alone clock is kept in step'])
      keptInStep('alone', 'no')
      expect(clockAlone()).toEqual(['FAIL alone clock is kept in step - it follows no time server'])
    })

    test('does not pass when nobody says so, even if it agrees with the one that asks', () => {
      keptInStep('alone', '')
      expect(clockAlone()).toEqual([
        'skip alone clock is kept in step - nothing says whether a time server does; it agrees with the one here',
      ])
      write(join(folder, 'bin-alone/chronyc'), "#!/bin/sh\necho 'Leap status     : Not synchronised'\n", 0o755)
      expect(clockAlone()).toEqual(['FAIL alone clock is kept in step - it follows no time server'])
      write(join(folder, 'bin-alone/chronyc'), "#!/bin/sh\necho 'Leap status     : Normal'\n", 0o755)
      expect(clockAlone()).toEqual(['pass alone clock is kept in step'])
      rmSync(join(folder, 'bin-alone/chronyc'))
    })

    test('fails when it differs from the one that asks, whoever says that it is kept in step', () => {
      write(join(folder, 'bin-alone/date'), '#!/bin/sh\nexec /bin/date --date="1 minute" "$@"\n', 0o755)
      for (const said of ['yes', '']) {
        keptInStep('alone', said)
        expect(clockAlone()).toEqual([
          expect.stringMatching(
            /^FAIL alone clock is kept in step - it is (59|6\d) seconds or more ahead of the one here$/,
          ),
        ])
      }
    })
  })
})

describe('verify.sh finds', () => {
  let failures: string[] = []
  let status = 0

  beforeAll(async () => {
    const expired = strange('expired', '-startdate', '-10d', '-validity', '5', '-ext', 'SAN=dns:tm1.acme.internal')
    const nameless = strange('nameless', '-ext', 'SAN=dns:acp1.acme.internal')
    const unknown = strange('unknown', '-ext', 'SAN=dns:cp.acme.internal,dns:gw.acme.internal')
    const faults: Readonly<Record<string, Partial<Pick<Stub, 'status' | 'tls' | 'names'>> | 'closed' | 'plain'>> = {
      '127.0.1.2:9611': 'closed',
      '127.0.1.2:9453': { status: 503 },
      '127.0.1.2:9443': { tls: expired },
      '127.0.1.2:9711': 'plain',
      '127.0.1.1:9443': { tls: nameless },
      '127.0.1.3:443': { tls: unknown, names: {}, status: 502 },
    }
    const stubs = goodStubs().flatMap((stub): Stub[] => {
      const fault = faults[`${stub.host}:${stub.port}`]
      if (fault === 'closed') return []
      return fault === 'plain' ? [{ host: stub.host, port: stub.port }] : [{ ...stub, ...fault }]
    })
    await network.stopListening()
    await network.listen(stubs)
    network.setNames(new Map([...ADDRESSES].filter(([name]) => name !== 'db1.acme.internal')))
    installed('tm1', { ...SECRETS, APIM_ENCRYPTION_KEY: 'b'.repeat(64) })
    rmSync(join(security('tm1'), 'wso2am-primary.jks'))
    must('keytool', [
      ...['-genkeypair', '-alias', 'wso2am', '-keyalg', 'RSA', '-dname', 'CN=other', '-storetype', 'JKS'],
      ...['-keystore', join(security('tm1'), 'wso2am-primary.jks'), '-storepass', 'primary-secret'],
    ])
    must('keytool', [
      ...['-delete', '-alias', 'gateway_certificate_alias', '-storepass', 'trust-secret'],
      ...['-keystore', join(security('gw1'), 'client-truststore.jks')],
    ])
    const { APIM_ADMIN_PASSWORD: _, ...others } = SECRETS
    installed('acp1', { ...others, TRUSTSTORE_PASSWORD: 'another' })
    write(join(folder, 'bin-vm2/date'), '#!/bin/sh\nexec /bin/date --date="-1 minute" "$@"\n', 0o755)
    keptInStep('lb1', 'no')
    const outcome = verify()
    failures = rows(outcome.output, 'FAIL')
    status = outcome.status
  })

  test.each([
    [
      'a port that nobody listens on',
      'vm2 link Gateway (gw1) to Traffic $(id) "1" (tm1): throttle events (tm1.acme.internal:9611) - tm1.acme.internal:9611: Connection refused',
    ],
    [
      'a server that is not ready',
      'vm2 health Gateway (gw1) answers at https://gw1.acme.internal:9453/api/am/gateway/v2/server-startup-healthcheck - it says 503, not 200',
    ],
    [
      'a certificate that has expired',
      /^vm2 certificate Traffic .* for tm1\.acme\.internal:9443 - it expired on .* GMT$/,
    ],
    [
      'a certificate without a name that is dialled',
      'vm1 certificate Control plane (acp1) for acp1.acme.internal:9443 - it does not hold 127.0.1.1 cp.acme.internal localhost',
    ],
    [
      'a server that the load balancer cannot check by the name that it asks for',
      /^lb1 link Front door \(lb1\) to Control plane \(acp1\): .*9443\) - the certificate of acp1\.acme\.internal:9443 /,
    ],
    [
      'a name that does not resolve',
      'vm1 link Control plane (acp1) to Data (db1): SQL, apim_db; SQL, shared_db (db1.acme.internal:3306) - db1.acme.internal does not resolve here',
    ],
    [
      'an issuer that a server does not know',
      /^vm2 link Gateway \(gw1\) to Front door \(lb1\): .* \(cp\.acme\.internal:443\) - the certificate of cp\.acme\.internal:443 comes from nobody whom this truststore knows$/,
    ],
    [
      'a port without the TLS that is dialled',
      /^vm2 link Gateway .* \(tm1\.acme\.internal:9711\) - tm1\.acme\.internal:9711 does not speak TLS$/,
    ],
    [
      'a load balancer that reaches none of its servers',
      'lb1 entry Front door (lb1) answers for cp.acme.internal:443 - it says 502: it reaches none of its servers',
    ],
    ['secrets that differ', 'all equal the value of APIM_ENCRYPTION_KEY is the same - differs: acp1 gw1, against tm1'],
    [
      'secrets that are not there',
      'all equal the value of APIM_ADMIN_PASSWORD is the same - not found on acp1 (root may read it)',
    ],
    [
      'signing keys that differ',
      'all equal the key in wso2am-primary.jks that signs tokens is the same - differs: acp1 gw1, against tm1',
    ],
    [
      'a gateway that cannot check tokens',
      'vm2 keys Gateway (gw1) knows the key that signs tokens - client-truststore.jks holds no gateway_certificate_alias, or does not open (root may read the passwords)',
    ],
    [
      'a truststore that its password does not open',
      /^vm1 link Control plane \(acp1\) to .* - client-truststore\.jks does not open with what \/etc\/wso2am\/acp1\.env says/,
    ],
    ['a clock that nobody keeps in step', 'lb1 clock agrees with the one of vm1 - it follows no time server'],
    ['a clock that is wrong', /^vm2 clock agrees with the one of vm1 - it is [1-9]\d seconds or more behind$/],
  ])('%s', (_, row) => {
    const found = failures.filter((failure) => (typeof row === 'string' ? failure === row : row.test(failure)))
    expect([found.length > 0, failures]).toEqual([true, failures])
  })

  test('nothing else, and ends with 1', () => {
    const counts = new Map<string, number>()
    for (const failure of failures) {
      const place = failure.split(' ').slice(0, 2).join(' ')
      counts.set(place, (counts.get(place) ?? 0) + 1)
    }
    expect([status, Object.fromEntries(counts)]).toEqual([
      1,
      {
        ...{ 'vm1 certificate': 1, 'vm1 link': 2 },
        ...{ 'lb1 clock': 1, 'lb1 entry': 2, 'lb1 link': 1 },
        ...{ 'vm2 certificate': 1, 'vm2 clock': 1, 'vm2 health': 1, 'vm2 keys': 1, 'vm2 link': 4 },
        'all equal': 3,
      },
    ])
  })
})
