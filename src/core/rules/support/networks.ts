import { NETWORKS } from '../../kinds/fields'
import type { Instance } from '../../wiring/deployment'

const BY_WORD: ReadonlyMap<string, string> = new Map(
  NETWORKS.flatMap(({ value, label }) => [
    [value, value],
    [label.toLowerCase(), value],
  ]),
)

/** Exposure area of an instance: `dmz` for a segment labelled DMZ too; a segment's own label where it is none of ours. */
export function networkOf(instance: Instance): string | undefined {
  const said = instance.network?.trim().toLowerCase()
  return said === undefined ? undefined : (BY_WORD.get(said) ?? said)
}

export function isExposed(instance: Instance): boolean {
  const network = networkOf(instance)
  return network === 'internet' || network === 'dmz'
}

/** `the DMZ`, `the internet`. */
export function exposureOf(instance: Instance): string {
  return networkOf(instance) === 'dmz' ? 'the DMZ' : 'the internet'
}
