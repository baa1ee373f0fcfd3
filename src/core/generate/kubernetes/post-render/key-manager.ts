import type { Provenance } from '../../../serialize/traced-text'
import type { KubernetesPlan, Release } from '../plan'
import { dial, separateKeyManager } from '../references'
import { sharedService } from '../services'
import type { Patch } from './patch'

/** The key manager's address in the configuration of a release that no value of its chart changes. */
export interface Replacement {
  /** Service that it names instead: its own. */
  readonly service: string
  readonly url: string
  readonly because: Provenance
}

/**
 * The all-in-one's chart writes itself as the key manager and reads none of the keys that WSO2's samples have for a
 * separate one; a second table of that name would keep the server from starting. Source: helm-apim, all-in-one,
 * `confs/instance-1/deployment.toml`, `[apim.key_manager] service_url`.
 */
export function keyManagerReplacement(plan: KubernetesPlan, release: Release): Replacement | undefined {
  const separate = release.kind === 'all-in-one' ? separateKeyManager(plan, release) : undefined
  if (separate === undefined) return undefined
  const { host, port, target } = dial(plan, release, separate)
  return {
    service: sharedService(release),
    url: `https://${host}:${port}/services/`,
    because: {
      subjects: [...release.subjects, ...(target?.subjects ?? []), ...separate.connections],
      reason: 'Its key manager is a separate one',
    },
  }
}

/** The chart's checksum is of the configuration without the change, so the address stands at the pods too. */
export function keyManagerPatches(plan: KubernetesPlan, release: Release): Patch[] {
  const replacement = keyManagerReplacement(plan, release)
  if (replacement === undefined) return []
  return [
    {
      change: 'key-manager',
      file: 'key-manager',
      comments: [
        'render.sh puts the separate Key Manager into deployment.toml; this makes pods start anew when its address changes.',
      ],
      spec: { template: { metadata: { annotations: { 'apim.key_manager.service_url': replacement.url } } } },
      because: replacement.because,
    },
  ]
}
