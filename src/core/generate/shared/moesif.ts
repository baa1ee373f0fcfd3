import { numberOf, textOf } from '../../kinds/properties'
import type { Instance } from '../../wiring/deployment'

/** A collector of one's own, such as a proxy; Moesif's is the default. */
export function moesifUrl({ component }: Instance): string | undefined {
  const host = textOf(component, 'hostname')
  const port = numberOf(component, 'port') ?? 443
  return host && `https://${host}${port === 443 ? '' : `:${port}`}`
}
