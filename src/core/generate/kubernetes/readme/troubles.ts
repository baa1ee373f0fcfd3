import type { Exposure } from '../../../document/settings'
import { code, markdownTable } from '../../../serialize/markdown'
import type { Runbook } from '../../shared/runbook'
import { databaseJobs } from '../database-job'
import { derivedImages, isPublicRegistry } from '../images'
import type { KubernetesPlan } from '../plan'
import { deploymentsOf } from '../services'
import { contextOption } from './contexts'

const BEHIND: Readonly<Record<Exposure, string>> = {
  'gateway-api': 'gateways,httproutes,backendtlspolicies',
  ingress: 'ingresses',
  route: 'routes',
}

/** What goes wrong most at a first installation, by what is seen. */
export function troubles(text: Runbook, plan: KubernetesPlan): void {
  const [release] = plan.releases
  const cluster = plan.clusters.find(({ releases }) => release && releases.includes(release))
  if (!release || !cluster) return
  const kubectl = `kubectl${contextOption(plan, cluster.name)}`
  const at = `--namespace ${release.namespace}`
  const jobs = databaseJobs(plan, cluster)
  const pulls = derivedImages(plan).length > 0 || !isPublicRegistry(plan)
  text.heading(2, 'When it does not work')
  text.lines(
    markdownTable(
      ['Seen', 'Look', 'Do'],
      [
        [
          `A pod stays ${code('Pending')}`,
          code(`${kubectl} describe pod NAME ${at}`),
          `More machines or room; for trying out ${code('install.sh --without spread')}`,
        ],
        [
          `${code('ImagePullBackOff')}`,
          code(`${kubectl} describe pod NAME ${at}`),
          pulls
            ? `Push the image; for a sign-in set ${code('REGISTRY_HOST')}, ${code('REGISTRY_USERNAME')}, ${code('REGISTRY_PASSWORD')}, delete the Secret ${code(plan.names.pull)}, run create-secrets.sh, delete the pod`
            : 'Let the cluster reach the registry',
        ],
        [
          `${code('CreateContainerConfigError')}, a volume that is not mounted`,
          `${code('verify/verify.sh')}: Secrets`,
          'Run create-secrets.sh; see Certificates and passwords for one entry',
        ],
        [
          'A server does not become ready, or starts again and again',
          code(`${kubectl} logs deployment/${deploymentsOf(release)[0]} ${at} --tail 200`),
          'Database: address, password, driver in the image, tables. Killed while starting: slow machines need larger probes in `values/`',
        ],
        ...jobs.map(({ name, namespace }) => [
          `The Job ${code(name)} fails`,
          code(`${kubectl} logs job/${name} --namespace ${namespace} --all-containers`),
          `Mend it, ${code(`${kubectl} delete job ${name} --namespace ${namespace}`)}, apply it again`,
        ]),
        [
          `Helm: ${code('another operation is in progress')}`,
          code(`helm history ${release.name} ${at}`),
          `Something ended Helm. ${code('helm rollback RELEASE')}, or ${code('helm uninstall RELEASE')} where no revision was ever deployed; then install.sh again`,
        ],
        [
          'Public names answer 502 or 503',
          code(`${kubectl} describe ${BEHIND[cluster.exposure]} ${at}`),
          cluster.exposure === 'gateway-api'
            ? `Pods that are ready; ${code(plan.names.certificates)} of the same certificate as the keystore`
            : 'Pods that are ready, and the name in the certificate',
        ],
        [
          'Pods do not reach what they need, the way in does not reach pods',
          `${code('verify/verify.sh')}: reaches`,
          `Draw the connection and export again; to find out, ${code(`${kubectl} delete --filename clusters/${cluster.name}/manifests/network-policies.yaml`)}`,
        ],
      ],
    ),
    plan.releases.flatMap(({ subjects }) => subjects),
    'What goes wrong, by what is seen',
  )
}
