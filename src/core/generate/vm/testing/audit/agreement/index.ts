import type { AuditBundle } from '../read-bundle'
import { ADDRESSES } from './addresses'
import type { Agreement } from './agreement'
import { DATABASES } from './databases'
import { EXPOSURE } from './exposure'
import { HOSTS } from './hosts'
import { MACHINES } from './machines'
import { OPERATION } from './operation'
import { REGIONS } from './regions'
import { SECRETS } from './secrets'

export const AGREEMENTS: readonly Agreement[] = [
  ...ADDRESSES,
  ...EXPOSURE,
  ...SECRETS,
  ...DATABASES,
  ...HOSTS,
  ...MACHINES,
  ...OPERATION,
  ...REGIONS,
]

export interface Disagreement {
  readonly says: string
  readonly path: string
  readonly line: number
  readonly value: string
}

export function disagreements(bundle: AuditBundle, table: readonly Agreement[] = AGREEMENTS): Disagreement[] {
  return table.flatMap(({ says, places }) =>
    places(bundle)
      .filter(({ value, allowed }) => !allowed.includes(value))
      .map(({ path, line, value }) => ({ says, path, line, value })),
  )
}
