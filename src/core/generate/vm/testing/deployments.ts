import type { ApimVersion, Design } from '../../../model/design'
import { APIM_VERSIONS } from '../../../model/design'
import { PATTERNS } from '../../../patterns'
import type { Deployment } from '../../../wiring/deployment'
import { resolve } from '../../../wiring/resolve'

export interface Sample {
  readonly name: string
  readonly version: ApimVersion
  readonly deployment: Deployment
}

/** Every pattern on every version. */
export function patternSamples(): Sample[] {
  return PATTERNS.flatMap((pattern) =>
    APIM_VERSIONS.map((version) => ({
      name: `${pattern.id} ${version}`,
      version,
      deployment: resolve(pattern.template(version)),
    })),
  )
}

/** A design written out by hand: everything that is not given takes a plain value. */
export function design(
  topology: Partial<Design['topology']>,
  head: Partial<Pick<Design, 'apimVersion' | 'settings' | 'title' | 'name'>> = {},
): Design {
  return {
    schemaVersion: 1,
    name: 'acme',
    title: 'ACME',
    apimVersion: '4.7.0',
    settings: { domain: 'acme.internal' },
    topology: { places: [], components: [], connections: [], ...topology },
    layout: {},
    acknowledged: [],
    story: [],
    ...head,
  }
}

/** `connect(['a', 'b'], ['c'])`: a connection from each to each. */
export function connect(
  from: readonly string[],
  to: readonly string[],
  purposes?: Design['topology']['connections'][number]['purposes'],
): Design['topology']['connections'][number][] {
  return from.flatMap((source) =>
    to
      .filter((target) => target !== source)
      .map((target) => ({ id: `${source}-${target}`, from: source, to: target, ...(purposes && { purposes }) })),
  )
}
