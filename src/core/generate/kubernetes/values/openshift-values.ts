import type { Release } from '../plan'
import { because } from './common-values'
import type { Values } from './values'

/**
 * What a release needs on OpenShift, which runs pods under a user of its own choice and in group 0.
 *
 * Only the all-in-one's chart says a group, and only that one has no AppArmor profile to turn off.
 * Source: helm-apim, all-in-one/default_openshift_values.yaml and the deployments of the five charts; docs-apim,
 * OpenShift deployment overview.
 */
export function openshiftValues(values: Values, release: Release): void {
  if (!release.openshift) return
  const user = because(release, 'OpenShift gives each namespace users of its own and refuses any other')
  values.set(
    'kubernetes.openshift.enabled',
    true,
    because(release, 'The security folder is copied to where that user may write'),
  )
  values.set('kubernetes.securityContext.runAsUser', null, user)
  if (release.kind === 'all-in-one') values.set('kubernetes.securityContext.runAsGroup', null, user)
  else values.set('kubernetes.enableAppArmor', false, because(release, 'OpenShift has SELinux in its place'))
  values.set(
    'kubernetes.configMaps.scripts.defaultMode',
    '0457',
    because(release, 'The group, which is 0, may run the start script'),
  )
}
