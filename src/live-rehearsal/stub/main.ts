/**
 * Everything of a bundle that is no program of Debian's, as one small process each: `node stub.js ROLE ARGUMENTS`.
 * Says `ready` once it listens.
 */
import { type DatabaseArguments, runDatabase } from './database'
import { type GlobalBalancerArguments, runGlobalBalancer } from './global-balancer'
import { serve } from './http'
import { runServer, type ServerArguments } from './server'

/** What a process is, and what it is told. */
export type StubArguments =
  | ({ readonly role: 'server' } & ServerArguments)
  | ({ readonly role: 'database' } & DatabaseArguments)
  | ({ readonly role: 'global-balancer' } & GlobalBalancerArguments)
  | { readonly role: 'backend'; readonly port: number }

async function run(stub: StubArguments): Promise<void> {
  if (stub.role === 'server') return runServer(stub)
  if (stub.role === 'database') return runDatabase(stub)
  if (stub.role === 'global-balancer') return runGlobalBalancer(stub)
  await serve(stub.port, undefined, () => ({ status: 200 }))
}

await run(JSON.parse(process.argv[2] ?? '{}'))
console.log('ready')
