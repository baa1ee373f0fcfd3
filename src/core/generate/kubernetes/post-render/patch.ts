import type { Provenance } from '../../../serialize/traced-text'
import type { YamlNode } from '../../../serialize/yaml'

/** What can be left out of an installation, by the names that `--without` takes. */
export const CHANGES = {
  spread: 'pods of a release on different machines and zones',
  probes: 'readiness by the port that others dial',
  replicas: "the autoscaler's number of gateways, kept at an upgrade",
  view: "labels and arrows for OpenShift's topology view",
  'key-manager': 'the all-in-one told about a separate Key Manager',
} as const
export type Change = keyof typeof CHANGES

/** A strategic merge patch of Deployments that one chart makes. */
export interface Patch {
  readonly change: Change
  /** `spread-1` for what differs between the instances. */
  readonly file: string
  /** Why, in sentences. */
  readonly comments: readonly string[]
  /** The Deployment that it is for; absent = every one of the release. */
  readonly deployment?: string
  /** Below the kind and the name. */
  readonly metadata?: { readonly [key: string]: YamlNode }
  readonly spec?: { readonly [key: string]: YamlNode }
  readonly because: Provenance
}
