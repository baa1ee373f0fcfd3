import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { connect, design } from './testing/deployments'
import { fakeJava, write } from './testing/stand-in'
import { must, run, scratch, unpack } from './testing/tools'

/** The scripts that make secrets and keystores, with the keytool and openssl of the machine. */
const folder = scratch()
const bundle = join(folder, 'bundle')
const keystores = join(bundle, 'security/keystores')
const secretsFile = join(bundle, 'security/secrets.env')
const JAVA_HOME = join(folder, 'jdk')

const SERVERS = ['acp1', 'acp2', 'gw1', 'km1']
const deployment = resolve(
  design({
    components: [
      { id: 'acp1', kind: 'api-control-plane' },
      { id: 'acp2', kind: 'api-control-plane' },
      { id: 'gw1', kind: 'universal-gateway' },
      { id: 'km1', kind: 'key-manager' },
      {
        id: 'lb1',
        kind: 'load-balancer',
        properties: {
          gatewayHostname: 'gw.acme.com',
          controlPlaneHostname: 'cp.acme.com',
          keyManagerHostname: 'km.acme.com',
        },
      },
      { id: 'consumer', kind: 'api-consumer' },
      { id: 'db1', kind: 'database', properties: { dbms: 'mysql' } },
    ],
    connections: [
      ...connect(['consumer', 'gw1', 'km1', 'acp1', 'acp2'], ['lb1']),
      ...connect(['lb1'], SERVERS),
      ...connect(['acp1', 'acp2', 'km1'], ['db1']),
    ],
  }),
)

/** A part of it: one server, one name of the load balancer. */
const partDeployment = resolve(
  design({
    components: [
      { id: 'gw1', kind: 'universal-gateway' },
      { id: 'lb1', kind: 'load-balancer', properties: { gatewayHostname: 'gw.acme.com' } },
      { id: 'consumer', kind: 'api-consumer' },
    ],
    connections: [...connect(['consumer'], ['lb1']), ...connect(['lb1'], ['gw1'])],
  }),
)

function create(what: 'secrets' | 'keystores', ...args: readonly string[]) {
  return createIn(bundle, what, ...args)
}

function createIn(place: string, what: 'secrets' | 'keystores', ...args: readonly string[]) {
  return run('bash', [join(place, `security/create-${what}.sh`), ...args], { env: { JAVA_HOME } })
}

function secrets(): Map<string, string> {
  const lines = readFileSync(secretsFile, 'utf8').matchAll(/^([A-Z0-9_]+)=(.*)$/gm)
  return new Map([...lines].map(([, name = '', value = '']) => [name, value]))
}

function secret(name: string): string {
  return secrets().get(name) ?? ''
}

/** The names in the certificate of a keystore, or of a PEM file. */
function namesIn(pem: string): string[] {
  const text = must('openssl', ['x509', '-noout', '-ext', 'subjectAltName'], { input: pem })
  return [...text.matchAll(/(?:DNS|IP Address):([^,\s]+)/g)].map(([, name = '']) => name).sort()
}

function certificateOf(keystore: string, variable: string): string {
  return pemIn(
    must('keytool', [
      ...['-exportcert', '-rfc', '-alias', 'wso2am', '-keystore', join(keystores, keystore)],
      ...['-storepass', secret(variable)],
    ]),
  )
}

/** keytool has more to say than what it is asked for. */
function pemIn(text: string): string {
  return /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text)?.[0] ?? ''
}

beforeAll(() => {
  unpack(generateVm(deployment), bundle)
  fakeJava(JAVA_HOME, '21.0.3')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('create-secrets.sh', () => {
  test('makes a value for every secret that can be made, in a file for its owner alone', () => {
    const { status, output } = create('secrets')
    expect([status, output]).toEqual([0, expect.stringContaining('APIM_ADMIN_PASSWORD')])
    expect(statSync(secretsFile).mode & 0o777).toBe(0o600)
    const example = readFileSync(join(bundle, 'security/secrets.env.example'), 'utf8')
    const names = [...example.matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name)
    expect([...secrets().keys()].sort()).toEqual(names.sort())
    expect([...secrets().values()].filter((value) => value === '')).toEqual([])
    expect(new Set(secrets().values()).size).toBe(names.length)
    expect(secret('APIM_ENCRYPTION_KEY')).toMatch(/^[0-9a-f]{64}$/)
    for (const value of secrets().values()) expect(output).not.toContain(value)
    expect(readdirSync(join(bundle, 'security')).sort()).toEqual([
      'create-keystores.sh',
      'create-secrets.sh',
      'secrets.env',
      'secrets.env.example',
    ])
  })

  test('replaces none that is there, and makes one that is missing', () => {
    const before = secrets()
    writeFileSync(secretsFile, `# mine\n${[...before].map(([name, value]) => `${name}=${value}\n`).join('')}`)
    expect(create('secrets').output).toContain('Every secret that can be made is in')
    expect(secrets()).toEqual(before)
    const text = readFileSync(secretsFile, 'utf8').replace(/^DEVPORTAL_URL_SECRET=.*$/m, 'DEVPORTAL_URL_SECRET=')
    writeFileSync(secretsFile, text)
    expect(create('secrets').output).toMatch(/^Made in .*secrets\.env: DEVPORTAL_URL_SECRET\./)
    expect(readFileSync(secretsFile, 'utf8')).toContain('# mine\n')
    expect(secret('DEVPORTAL_URL_SECRET')).not.toBe('')
    expect(new Map([...secrets(), ['DEVPORTAL_URL_SECRET', '']])).toEqual(
      new Map([...before, ['DEVPORTAL_URL_SECRET', '']]),
    )
  })

  test('says what somebody else has to give', () => {
    const script = join(bundle, 'security/create-secrets.sh')
    const own = join(folder, 'given.sh')
    const text = readFileSync(script, 'utf8').replace('readonly SECRETS=(\n', (start) => `${start}  'GIVEN||^.+$'\n`)
    write(own, text, 0o755)
    const { output } = run('bash', [own, '--secrets', join(folder, 'given.env')])
    expect(output).toContain('To be filled in by hand, for it comes from elsewhere: GIVEN.')
    expect(readFileSync(join(folder, 'given.env'), 'utf8')).toMatch(/^GIVEN=$/m)
  })
})

describe('create-keystores.sh', () => {
  beforeAll(() => {
    const { status, output } = create('keystores')
    if (status !== 0) throw new Error(output)
  })

  test('makes a certificate of its own for every server, with the names that it is dialled by and no others', () => {
    expect(readdirSync(keystores).filter((name) => !name.includes('.'))).toEqual(SERVERS)
    expect(namesIn(certificateOf('acp1/wso2am-tls.jks', 'TLS_KEYSTORE_PASSWORD'))).toEqual([
      'acp1.acme.internal',
      'cp.acme.com',
      'localhost',
    ])
    expect(namesIn(certificateOf('km1/wso2am-tls.jks', 'TLS_KEYSTORE_PASSWORD'))).toEqual([
      'km.acme.com',
      'km1.acme.internal',
      'localhost',
    ])
    const text = must('openssl', ['x509', '-noout', '-text'], {
      input: certificateOf('gw1/wso2am-tls.jks', 'TLS_KEYSTORE_PASSWORD'),
    })
    expect(text).toContain('Public-Key: (3072 bit)')
    expect(text).toContain('Signature Algorithm: sha256WithRSAEncryption')
    expect(text).toMatch(/Issuer: .*CN ?= ?acme authority/)
  })

  test('makes certificates of load balancers for each of their names, with keys for their owner alone', () => {
    const place = join(bundle, 'load-balancers/lb1/certificates')
    expect(readdirSync(place).sort()).toEqual(
      ['cp', 'gw', 'km'].flatMap((name) => [`${name}.acme.com.crt`, `${name}.acme.com.key`]),
    )
    const pem = readFileSync(join(place, 'gw.acme.com.crt'), 'utf8')
    expect(namesIn(pem)).toEqual(['gw.acme.com'])
    const key = join(place, 'gw.acme.com.key')
    expect(statSync(key).mode & 0o077).toBe(0)
    expect(must('openssl', ['pkey', '-in', key, '-pubout'])).toBe(
      must('openssl', ['x509', '-noout', '-pubkey'], { input: pem }),
    )
  })

  test('gives all servers one truststore: the authority, the signer under its alias, and those of the JDK', () => {
    const trusted = must('keytool', [
      ...['-list', '-keystore', join(keystores, 'client-truststore.jks')],
      ...['-storepass', secret('TRUSTSTORE_PASSWORD')],
    ])
    for (const alias of ['gateway_certificate_alias', 'wso2am-authority', 'wso2am-primary']) {
      expect(trusted).toContain(alias)
    }
    const listed = must('keytool', [
      ...['-exportcert', '-rfc', '-alias', 'gateway_certificate_alias'],
      ...['-keystore', join(keystores, 'client-truststore.jks'), '-storepass', secret('TRUSTSTORE_PASSWORD')],
    ])
    expect(pemIn(listed)).toBe(certificateOf('wso2am-primary.jks', 'PRIMARY_KEYSTORE_PASSWORD'))
  })

  test('its keystores shake hands, by the right names only, and with who trusts the authority only', async () => {
    const pfx = join(folder, 'acp1.p12')
    must('keytool', [
      ...['-importkeystore', '-noprompt', '-srckeystore', join(keystores, 'acp1/wso2am-tls.jks')],
      ...['-srcstorepass', secret('TLS_KEYSTORE_PASSWORD'), '-destkeystore', pfx, '-deststoretype', 'PKCS12'],
      ...['-deststorepass', secret('TLS_KEYSTORE_PASSWORD')],
    ])
    const server = createServer({ pfx: readFileSync(pfx), passphrase: secret('TLS_KEYSTORE_PASSWORD') })
    server.on('tlsClientError', () => {})
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const trusted = must('keytool', [
      ...['-list', '-rfc', '-keystore', join(keystores, 'client-truststore.jks')],
      ...['-storepass', secret('TRUSTSTORE_PASSWORD')],
    ])
    const shake = (servername: string, ca: string) =>
      new Promise<string>((resolve) => {
        const socket = connectTls({ host: '127.0.0.1', port, servername, ca }, () => {
          socket.end()
          resolve('shaken')
        })
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
      })
    const roots = (trusted.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).join('\n')
    expect(await shake('cp.acme.com', roots)).toBe('shaken')
    expect(await shake('acp1.acme.internal', roots)).toBe('shaken')
    expect(await shake('gw.acme.com', roots)).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
    expect(await shake('cp.acme.com', readFileSync(join(keystores, 'primary.pem'), 'utf8'))).toBe(
      'SELF_SIGNED_CERT_IN_CHAIN',
    )
    server.close()
  })

  test('leaves alone what is there, and renews certificates without the signing key or the authority', () => {
    // What the others have needs no key anew: a bundle of one server and one name goes on with the same files.
    const part = join(folder, 'part')
    unpack(generateVm(partDeployment), part)
    for (const place of ['security', 'load-balancers/lb1/certificates']) {
      for (const name of readdirSync(join(bundle, place))) {
        if (!name.startsWith('create-')) cpSync(join(bundle, place, name), join(part, place, name), { recursive: true })
      }
    }
    const store = (name: string) => join(part, 'security/keystores', name)
    const read = (name: string) => readFileSync(join(part, name)).toString('base64')
    const kept = ['security/keystores/wso2am-primary.jks', 'security/keystores/ca.pem', 'security/authority/ca.key']
    const before = new Map(kept.map((name) => [name, read(name)]))
    const server = read('security/keystores/gw1/wso2am-tls.jks')
    expect(createIn(part, 'keystores').output).toContain('gw1/wso2am-tls.jks exists and is left alone.')
    expect(read('security/keystores/gw1/wso2am-tls.jks')).toBe(server)
    expect(createIn(part, 'keystores', '--renew', '--pem-key').status).toBe(0)
    expect(read('security/keystores/gw1/wso2am-tls.jks')).not.toBe(server)
    for (const name of kept) expect(read(name)).toBe(before.get(name))
    expect(
      must('openssl', [
        ...['verify', '-CAfile', store('ca.pem'), store('tls.pem')],
        ...[join(part, 'load-balancers/lb1/certificates/gw.acme.com.crt')],
      ]),
    ).not.toContain('error')
    expect(must('openssl', ['pkey', '-in', store('tls.key'), '-pubout'])).toBe(
      must('openssl', ['x509', '-in', store('tls.pem'), '-noout', '-pubkey']),
    )
  })

  test('puts no key of the authority where keystores go, and asks for the secrets', () => {
    expect(existsSync(join(keystores, 'ca.key'))).toBe(false)
    expect(statSync(join(bundle, 'security/authority/ca.key')).mode & 0o077).toBe(0)
    const { status, output } = create('keystores', '--secrets', '/nonexistent')
    expect([status, output]).toEqual([
      1,
      'Error: PRIMARY_KEYSTORE_PASSWORD has no value; see security/create-secrets.sh\n',
    ])
  })
})
