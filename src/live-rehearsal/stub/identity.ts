import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a process shows over TLS, and the authority that it trusts. */
export interface Identity {
  readonly key: Buffer
  readonly cert: Buffer
  readonly ca: Buffer
}

/** From the folder that `inside/certificates.ts` fills. */
export function identityIn(folder: string): Identity {
  const file = (name: string) => readFileSync(join(folder, name))
  return { key: file('server.key'), cert: file('server.crt'), ca: file('ca.crt') }
}
