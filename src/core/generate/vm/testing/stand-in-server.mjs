// A server that an installed folder describes: it reads deployment.toml and its environment as WSO2's does, opens the
// keystore with the password that it was given, and listens where the real one would. Started by the packs of stand-in.ts:
// node stand-in-server.mjs HOME PORTS    in the environment: STAND_IN_ADDRESS, where to listen; the secrets of the service.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const [, , home, ports] = process.argv
const toml = readFileSync(join(home, 'repository/conf/deployment.toml'), 'utf8')

function value(table, key) {
  const [, body = ''] = toml.split(`\n[${table}]\n`)
  const found = new RegExp(`^${key} = "?([^"\n]*)"?$`, 'm').exec(body.split(/^\[/m)[0])?.[1]
  return found?.replace(/\$env\{(\w+)\}/g, (_, name) => process.env[name] ?? '')
}

const keystore = join(home, 'repository/resources/security', value('keystore.tls', 'file_name'))
const passphrase = value('keystore.tls', 'password')
const pfx = join(mkdtempSync(join(tmpdir(), 'stand-in-')), 'tls.p12')
execFileSync(join(process.env.STAND_IN_JAVA ?? process.env.JAVA_HOME, 'bin/keytool'), [
  ...['-importkeystore', '-noprompt', '-srckeystore', keystore, '-srcstorepass', passphrase],
  ...['-srcalias', value('keystore.tls', 'alias'), '-destkeystore', pfx, '-deststoretype', 'PKCS12'],
  ...['-deststorepass', passphrase],
])
const identity = { pfx: readFileSync(pfx), passphrase }
const offset = Number(value('server', 'offset') ?? 0)
const answer = (_, response) => response.writeHead(200, { connection: 'close' }).end('stand-in\n')
for (const { port, protocol } of JSON.parse(ports)) {
  const tls = ['https', 'wss', 'amqps', 'tls'].includes(protocol)
  const server = tls ? createTlsServer(identity, answer) : createServer(answer)
  server.on('tlsClientError', () => {})
  server.listen(port + offset, process.env.STAND_IN_ADDRESS)
}
