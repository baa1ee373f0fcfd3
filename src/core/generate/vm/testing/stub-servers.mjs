// Listens where a file says, and answers every HTTP request with a status: servers of a deployment, for tests.
// node stub-servers.mjs FILE   FILE: [{ "host", "port", "status"?, "tls"?: { "pfx", "passphrase" } or { "cert", "key" },
//   "names"?: what to show to who asks for a name, in place of "tls" }]
// An entry in place of a file is the same as JSON. Prints "ready" once all of them listen; ends with its standard input.
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'

const [, , source] = process.argv
const stubs = JSON.parse(existsSync(source) ? readFileSync(source, 'utf8') : source)

function optionsOf({ pfx, passphrase, cert, key }) {
  return pfx ? { pfx: readFileSync(pfx), passphrase } : { cert: readFileSync(cert), key: readFileSync(key) }
}

await Promise.all(
  stubs.map(({ host, port, status = 200, tls, names = {} }) => {
    const answer = (_, response) => response.writeHead(status, { connection: 'close' }).end('stub\n')
    const server = tls ? createTlsServer(optionsOf(tls), answer) : createServer(answer)
    server.on('tlsClientError', () => {})
    for (const [name, identity] of Object.entries(names)) server.addContext(name, optionsOf(identity))
    return new Promise((resolve, reject) => server.on('error', reject).listen(port, host, resolve))
  }),
)
console.log('ready')
