import { hasRole } from '../../../kinds/roles'
import type { DbmsId, Id } from '../../../model/design'
import { objectName } from '../../../releases/names'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import { noted, writeYaml, type YamlNode } from '../../../serialize/yaml'
import type { Cluster, KubernetesPlan } from '../plan'
import { passwordKey, passwordVariable } from '../secrets/secrets'
import { baseImageOf, externalDatabases } from '../values/common-values'
import type { DatabaseJob, JobDbms } from './job'
import { tableScript } from './script'

/** Images with the client of each database system. SQL Server's own has `sqlcmd`. */
const CLIENT_IMAGE: Readonly<Record<JobDbms, string>> = {
  mysql: 'docker.io/library/mysql:8.4',
  mariadb: 'docker.io/library/mariadb:11.4',
  postgresql: 'docker.io/library/postgres:17',
  mssql: 'mcr.microsoft.com/mssql/server:2022-latest',
}

function hasJob(dbms: DbmsId): dbms is JobDbms {
  return dbms in CLIENT_IMAGE
}

/**
 * Jobs of a cluster, one for each database that it opens. Oracle and Db2 have no client that a cluster may pull, and an
 * identity column of SQL Server cannot be staggered once it is made: their notes in databases/ say what to do.
 */
export function databaseJobs(plan: KubernetesPlan, cluster: Cluster): readonly DatabaseJob[] {
  const release = cluster.releases.find(({ kind }) => hasRole(kind, 'control-plane'))
  // A copy of the databases has the tables of what it is a copy of.
  if (!release || cluster.standby) return []
  const all = cluster.releases.flatMap((candidate) => externalDatabases(plan, candidate))
  const ids = [...new Set(all.map(({ database }) => database.component.id))].sort()
  return ids.flatMap((id) => {
    const mine = all.filter(({ database }) => database.component.id === id)
    const targets = (['shared', 'apim'] as const).flatMap(
      (schema) => mine.find((target) => target.schema === schema) ?? [],
    )
    const [first] = targets
    if (!first || !hasJob(first.database.dbms)) return []
    const geo = first.database.mode === 'geo'
    if (geo && first.database.dbms !== 'postgresql') return []
    const { regions } = plan.deployment
    const number = regions.findIndex((region) => region.id === release.group.region) + 1
    return [
      {
        id,
        name: objectName(plan.deployment.design.name, `tables-${dnsName(id)}`.slice(0, 40)),
        path: `clusters/${cluster.name}/jobs/database-${fileName(id)}.yaml`,
        namespace: release.namespace,
        dbms: first.database.dbms,
        release,
        targets,
        ...(geo && { datacenter: { number: Math.max(number, 1), count: Math.max(regions.length, 1) } }),
        because: {
          subjects: [id, ...release.subjects, ...new Set(targets.flatMap(({ connections }) => connections))],
          reason: 'Fills the database with the tables of the servers',
        },
      },
    ]
  })
}

/** Databases that Jobs of the bundle fill. */
export function filledByJob(plan: KubernetesPlan): ReadonlySet<Id> {
  return new Set(plan.clusters.flatMap((cluster) => databaseJobs(plan, cluster).map(({ id }) => id)))
}

function dnsName(id: Id): string {
  return id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

function fileName(id: Id): string {
  return id.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')
}

export function databaseJobFiles(plan: KubernetesPlan, cluster: Cluster): GeneratedFile[] {
  return databaseJobs(plan, cluster).map((job) => jobFile(plan, cluster, job))
}

function jobFile(plan: KubernetesPlan, cluster: Cluster, job: DatabaseJob): GeneratedFile {
  const { because, name, namespace, path, id } = job
  const text = new TracedText()
  text.add(
    [
      `# Fills ${id} with WSO2's tables, once: databases and users must be there, as databases/ says, and the Secret ${plan.names.credentials}.`,
      `#   kubectl apply --filename ${path}`,
      `#   kubectl wait --for=condition=complete --timeout=10m --namespace ${namespace} job/${name}`,
      '# What is there already stays as it is. To run it again, delete the Job first.',
    ].join('\n'),
    because,
  )
  writeYaml(text, scriptMap(plan, job), because)
  text.add('---', because)
  writeYaml(text, jobObject(plan, cluster, job), because)
  return text.toFile({ path, language: 'yaml' })
}

function scriptMap(plan: KubernetesPlan, job: DatabaseJob): YamlNode {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadataOf(plan, job),
    data: { 'create-tables.sh': tableScript(plan, job) },
  }
}

function metadataOf(plan: KubernetesPlan, { name, namespace }: DatabaseJob): YamlNode {
  return { name, namespace, labels: { 'app.kubernetes.io/part-of': plan.deployment.design.name } }
}

/** Source: docker-apim, Dockerfiles of 4.5.x to 4.7.x: `WSO2_SERVER_HOME`, user 10001. */
function jobObject(plan: KubernetesPlan, cluster: Cluster, job: DatabaseJob): YamlNode {
  const { release, dbms, targets } = job
  const base = baseImageOf(plan, release)
  const security = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    // OpenShift gives each namespace users of its own.
    ...(!cluster.openshift && { runAsUser: 10001 }),
    seccompProfile: { type: 'RuntimeDefault' },
  }
  const resources = { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '512Mi' } }
  const variables = new Map(targets.map((target) => [passwordVariable(plan, target), passwordKey(plan, target)]))
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadataOf(plan, job),
    spec: {
      backoffLimit: 0,
      template: {
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          initContainers: [
            {
              name: 'dbscripts',
              image: noted(`${base.registry}/${base.repository}:${base.tag}`, {
                comment: "WSO2's scripts come from here.",
              }),
              command: ['sh', '-c', 'cp -R "$WSO2_SERVER_HOME/dbscripts/." /dbscripts/'],
              volumeMounts: [{ name: 'dbscripts', mountPath: '/dbscripts' }],
              securityContext: security,
              resources,
            },
          ],
          containers: [
            {
              name: 'client',
              image: noted(CLIENT_IMAGE[dbms], {
                comment:
                  'The client of the database. Name another place here if the cluster may not pull from this one.',
              }),
              command: ['bash', '/scripts/create-tables.sh'],
              env: [
                { name: 'DBSCRIPTS', value: '/dbscripts' },
                { name: 'HOME', value: '/tmp' },
                ...[...variables].map(([name, key]) => ({
                  name,
                  valueFrom: { secretKeyRef: { name: plan.names.credentials, key } },
                })),
              ],
              volumeMounts: [
                { name: 'dbscripts', mountPath: '/dbscripts', readOnly: true },
                { name: 'scripts', mountPath: '/scripts', readOnly: true },
              ],
              securityContext: security,
              resources,
            },
          ],
          volumes: [
            { name: 'dbscripts', emptyDir: {} },
            { name: 'scripts', configMap: { name: job.name } },
          ],
        },
      },
    },
  }
}
