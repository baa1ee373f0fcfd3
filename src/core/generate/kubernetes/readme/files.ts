import { fullName } from '../../../releases/names'
import { code, markdownTable } from '../../../serialize/markdown'
import type { Runbook } from '../../shared/runbook'
import { databaseJobs } from '../database-job'
import { derivedImages } from '../images'
import type { KubernetesPlan } from '../plan'
import { servicesOf } from '../services'

export function files(text: Runbook, plan: KubernetesPlan): void {
  text.heading(2, 'Files')
  const images = derivedImages(plan).length > 0
  text.lines([
    ...markdownTable(
      ['Path', 'Holds'],
      [
        [code('clusters/NAME/values/'), "one file for each release: what differs from the chart's own values"],
        [code('clusters/NAME/manifests/'), 'objects that the charts do not make'],
        [code('clusters/NAME/post-render/'), 'changes to what the charts render, one folder for each release'],
        [code('clusters/NAME/helmfile.yaml'), 'the same releases for Helmfile, with its hooks'],
        [code('clusters/NAME/argocd/'), 'an Application of Argo CD, and the script that writes its objects'],
        ...(plan.clusters.some((cluster) => databaseJobs(plan, cluster).length > 0)
          ? [[code('clusters/NAME/jobs/'), 'Jobs that fill the databases with tables']]
          : []),
        ...(plan.settings.secretDelivery === 'external-secrets'
          ? [[code('clusters/NAME/external-secrets/'), 'where the vault is, and what comes from there']]
          : []),
        ...(plan.settings.secretDelivery === 'sealed-secrets'
          ? [[code('clusters/NAME/sealed/'), 'Secrets that only the cluster can open; create-secrets.sh makes it']]
          : []),
        [code('clusters/NAME/*.sh'), 'create-secrets, install, uninstall; each explains itself with `--help`'],
        ...(images ? [[code('images/'), 'Dockerfiles of the images that WSO2 does not publish']] : []),
        ...(plan.deployment.databases.length > 0 ? [[code('databases/'), 'SQL and notes for each database']] : []),
        [code('verify/verify.sh'), 'checks what runs, in all clusters'],
        [code('network/firewall.csv'), 'connections that leave or enter a cluster'],
        [code('security/secrets.env.example'), 'what to fill in'],
        [code('.gitignore'), 'what must never get into version control'],
        [code('topology.json'), 'the drawing: open it in Topology Studio to change and export again'],
      ],
    ),
  ])
  text.lines(['Services inside a cluster, for your own checks:'])
  for (const cluster of plan.clusters) {
    text.lines(
      markdownTable(
        ['Service', 'Ports', 'Namespace'],
        cluster.releases.flatMap((release) =>
          servicesOf(release).map(({ name, ports }) => [code(name), ports.join(' '), code(release.namespace)]),
        ),
      ),
      cluster.releases.flatMap(({ subjects }) => subjects),
      'Services that the charts make',
    )
  }
  const [release] = plan.releases
  if (release) {
    text.lines([
      `Each name is made of the release and the chart, such as ${code(fullName(release.name, release.chart))}.`,
    ])
  }
}
