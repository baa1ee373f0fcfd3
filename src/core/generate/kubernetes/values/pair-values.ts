import type { Release } from '../plan'
import { because, CONFIGURATIONS } from './common-values'
import type { Values } from './values'

/**
 * The two of a pair tell each other to drop what they cached, in a domain of any name that only they have. The charts have
 * no key for it. Source: docs-apim 4.5.0 to 4.7.0, high availability of all-in-ones and control planes.
 */
export function pairValues(values: Values, release: Release, domain: string): void {
  if (release.pods < 2) return
  values.append(
    `${CONFIGURATIONS}.extraConfigs`,
    ['[apim.cache_invalidation]', 'enabled = true', `domain = "${domain}"`],
    because(release, 'Each of the two has caches of its own'),
  )
}
