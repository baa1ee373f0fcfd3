import type { ApimVersion } from '../model/design'
import type { VersionFacts } from './facts'
import { v450 } from './v4-5-0'
import { v460 } from './v4-6-0'
import { v470 } from './v4-7-0'

/** Facts of every supported version. Kubernetes chart pins stand beside them. */
export const VERSIONS: Readonly<Record<ApimVersion, VersionFacts>> = {
  '4.5.0': v450,
  '4.6.0': v460,
  '4.7.0': v470,
}
