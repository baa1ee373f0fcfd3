import { packOf } from '../../../kinds/packs'
import { numberOf, textOf } from '../../../kinds/properties'
import { type DbmsId, SCHEMA_NAMES, type SchemaName } from '../../../model/design'
import type { Provenance } from '../../../serialize/traced-text'
import { xmlPasted } from '../../../serialize/xml'
import type { DatabaseTarget } from '../../../wiring/deployment'
import { JDBC } from '../../shared/jdbc'
import type { KubernetesPlan, Release } from '../plan'
import { databaseOf, dial, separateKeyManager } from '../references'
import { passwordKey, SECRET_KEYS } from '../secrets/secrets'
import { SERVLET_PORT, sharedService } from '../services'
import { userDbms } from '../user-stores'
import type { Values } from './values'

/** What the values of several charts have in common. Source: helm-apim tags that `versions/` pins, values.yaml. */

export const CONFIGURATIONS = 'wso2.apim.configurations'
export const DEPLOYMENT = 'wso2.deployment'

const DEFAULT_HEAP_MB = 2048
/** Room beside the heap for class data, threads and buffers. */
const OFF_HEAP_MB = 1024

/** Smallest CPU request by kind, as the documentation sizes them. Source: docs-apim 4.6.0, Kubernetes overview. */
const CPU_REQUEST: Readonly<Record<Release['kind'], string>> = {
  'all-in-one': '2000m',
  'api-control-plane': '2000m',
  'key-manager': '1000m',
  'traffic-manager': '1000m',
  'universal-gateway': '1000m',
}

export function because(release: Pick<Release, 'subjects'>, reason: string): Provenance {
  return { subjects: release.subjects, reason }
}

/** Image, size and probes of the pods. */
export function podValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const { registry, repository, tag } = imageOf(plan, release)
  const digest = digestOf(release)
  values.all(
    `${DEPLOYMENT}.image`,
    { registry, repository, tag, ...(digest !== undefined && { digest }), imagePullPolicy: 'IfNotPresent' },
    because(
      release,
      `${tag === plan.settings.imageTag ? 'Image of its distribution' : 'Image that the Dockerfiles of images/ derive'}${digest === undefined ? '' : ', pinned by its digest, which goes before the tag'}`,
    ),
  )
  const heap = heapMbOf(release)
  const memory = `${heap + OFF_HEAP_MB}Mi`
  values.all(
    `${DEPLOYMENT}.resources`,
    {
      'jvm.memory.xms': `${heap}m`,
      'jvm.memory.xmx': `${heap}m`,
      'requests.memory': memory,
      'requests.cpu': CPU_REQUEST[release.kind],
      'limits.memory': memory,
    },
    because(release, `A heap of ${heap} MB, and ${OFF_HEAP_MB} MB beside it`),
  )
  if (release.kind !== 'key-manager') {
    values.set(
      `${DEPLOYMENT}.startupProbe.failureThreshold`,
      30,
      because(release, 'Six minutes to start: the default of about 90 seconds restarts slow pods in a loop'),
    )
  }
}

export function heapMbOf(release: Release): number {
  const said = release.servers.flatMap((server) => numberOf(server.instance.component, 'heapMb') ?? [])
  return said.length === 0 ? DEFAULT_HEAP_MB : Math.max(...said)
}

/** How few and how many pods a release may run: the autoscaler of gateways may start one more than are drawn. */
export function podRange(release: Release): { readonly least: number; readonly most: number } {
  const { pods, kind } = release
  if (kind !== 'universal-gateway') return { least: pods, most: pods }
  const said = (key: string) => release.servers.flatMap((server) => numberOf(server.instance.component, key) ?? [])
  const least = Math.max(...said('minReplicas'), 0) || pods
  return { least, most: Math.max(Math.max(...said('maxReplicas'), 0) || pods + 1, least, pods) }
}

export interface Image {
  readonly registry: string
  readonly repository: string
  readonly tag: string
}

/** What the image of a release needs beside WSO2's: the driver of its database, and files that OpenShift's group 0 may use. */
export interface Derivation {
  readonly dbms?: DbmsId
  readonly openshift: boolean
}

/** Absent = WSO2's own image serves. */
export function derivationOf(plan: KubernetesPlan, release: Release): Derivation | undefined {
  const dbms = externalDatabases(plan, release)[0]?.database.dbms ?? userDbms(plan, release)
  const { openshift } = release
  return dbms === undefined && !openshift ? undefined : { ...(dbms !== undefined && { dbms }), openshift }
}

/** WSO2's image of the release's distribution, without a driver. The Key Manager runs the control plane's. */
export function baseImageOf(plan: KubernetesPlan, release: Release): Image {
  const { imageRegistry, imageRepository, imageTag } = plan.settings
  return { registry: imageRegistry, repository: `${imageRepository}/${imageNameOf(release)}`, tag: imageTag }
}

/** The image that runs: with `-mysql`, `-openshift` or both behind the tag where the bundle's Dockerfile derives it. */
export function imageOf(plan: KubernetesPlan, release: Release): Image {
  const base = baseImageOf(plan, release)
  const { dbms, openshift = false } = derivationOf(plan, release) ?? {}
  return { ...base, tag: [base.tag, ...(dbms ? [dbms] : []), ...(openshift ? ['openshift'] : [])].join('-') }
}

/** What pins the image: the digest of all servers that say one, if it is the same. */
export function digestOf(release: Release): string | undefined {
  const said = new Set(release.servers.flatMap((server) => textOf(server.instance.component, 'imageDigest') ?? []))
  return said.size === 1 ? [...said][0] : undefined
}

export function imageNameOf(release: Release): string {
  return packOf(release.kind).image
}

/** Administrator, passwords, keystores and the encryption key: every secret by the name of a Secret's key. */
export function securityValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const { settings, facts, names } = plan
  const secret = `${CONFIGURATIONS}.existingSecret`
  const shared = because(release, 'The same on every server: they sign in to each other with it')
  values.set(`${CONFIGURATIONS}.adminUsername`, settings.adminUsername, shared)
  values.set(`${secret}.secretName`, names.credentials, shared)
  values.set(`${secret}.adminPasswordKey`, SECRET_KEYS.admin, shared)
  if (facts.sharedEncryptionKey) {
    values.set(
      `${secret}.encryptionKeyKey`,
      SECRET_KEYS.encryption,
      because(release, 'One key for all servers: with different keys they cannot read what the others stored'),
    )
  }
  keystoreValues(values, plan, release)
}

/** File names differ because the charts mount each enabled keystore by its name, and refuse one path twice. */
export const KEYSTORES = { primary: 'primary.jks', tls: 'tls.jks' } as const
export const TRUSTSTORE = 'client-truststore.jks'
export const KEY_ALIAS = 'wso2carbon'

function keystoreValues(values: Values, { facts, names }: KubernetesPlan, release: Release): void {
  const security = `${CONFIGURATIONS}.security`
  const reason = because(release, 'Keystores of your own, one for tokens and one for TLS, the same on every server')
  values.set(`${security}.jksSecretName`, names.keystores, reason)
  for (const store of ['primary', 'tls'] as const) {
    values.all(`${security}.keystores.${store}`, { enabled: true, name: KEYSTORES[store], alias: KEY_ALIAS }, reason)
  }
  values.set(`${security}.truststore.name`, TRUSTSTORE, reason)
  if (!facts.charts.keystoreSecret) return
  values.all(
    `${security}.jksExistingSecret`,
    {
      secretName: names.credentials,
      primaryKeystorePasswordKey: SECRET_KEYS.keystore,
      primaryKeystoreKeyPasswordKey: SECRET_KEYS.keystore,
      tlsKeystorePasswordKey: SECRET_KEYS.keystore,
      tlsKeystoreKeyPasswordKey: SECRET_KEYS.keystore,
      truststorePasswordKey: SECRET_KEYS.truststore,
    },
    reason,
  )
}

/**
 * Both databases of an all-in-one, control plane or Key Manager: what is drawn, or both embedded. The charts know one
 * driver for the two, so with one drawn, the other stays open, and the finding about it makes the bundle a draft.
 */
export function databaseValues(values: Values, plan: KubernetesPlan, release: Release): void {
  const drawn = externalDatabases(plan, release)
  engineValues(values, release, drawn[0])
  for (const schema of SCHEMA_NAMES) {
    const target = drawn.find((candidate) => candidate.schema === schema)
    if (target || drawn.length === 0) schemaValues(values, plan, release, schema, target)
  }
}

/**
 * Gateways and Traffic Managers open no database, but the charts before 4.7 write the tables whatever the values say: they
 * get the embedded one that the distribution ships with, unless the drawing connects them to another.
 */
export function optionalDatabaseValues(
  values: Values,
  plan: KubernetesPlan,
  release: Release,
  schemas: readonly SchemaName[],
): void {
  if (!plan.facts.embeddedDatabaseSpelledOut) return
  const drawn = externalDatabases(plan, release)
  engineValues(values, release, drawn[0])
  for (const schema of schemas) {
    schemaValues(
      values,
      plan,
      release,
      schema,
      drawn.find((target) => target.schema === schema),
    )
  }
}

/** What a release's values say about databases: every target that is not embedded. */
export function externalDatabases(plan: KubernetesPlan, release: Release): readonly DatabaseTarget[] {
  const targets = SCHEMA_NAMES.flatMap((schema) => databaseOf(release, schema) ?? []).filter(
    (target) => target.database.dbms !== 'h2',
  )
  if (release.kind === 'universal-gateway') {
    return plan.facts.embeddedDatabaseSpelledOut ? targets.filter(({ schema }) => schema === 'shared') : []
  }
  if (release.kind !== 'traffic-manager') return targets
  return plan.facts.embeddedDatabaseSpelledOut && targets.length === 2 ? targets : []
}

/** H2 files that every distribution ships with. Source: product-apim, shipped deployment.toml. */
const EMBEDDED: Readonly<Record<SchemaName, string>> = { apim: 'WSO2AM_DB', shared: 'WSO2SHARED_DB' }

/** Connections a pool may open: the product's default, of which every server has one pool for each database. */
const POOL_SIZE = 50

function engineValues(values: Values, release: Release, target: DatabaseTarget | undefined): void {
  const engine = JDBC[target?.database.dbms ?? 'h2']
  values.all(
    `${CONFIGURATIONS}.databases`,
    { type: engine.type, 'jdbc.driver': engine.driver },
    databaseReason(release, target),
  )
}

function schemaValues(
  values: Values,
  plan: KubernetesPlan,
  release: Release,
  schema: SchemaName,
  target: DatabaseTarget | undefined,
): void {
  const reason = databaseReason(release, target)
  values.all(
    `${CONFIGURATIONS}.databases.${schema}_db`,
    target
      ? {
          url: xmlPasted(JDBC[target.database.dbms].url(target.addresses, target.name)),
          username: target.username,
          'poolParameters.maxActive': POOL_SIZE,
        }
      : { url: JDBC.h2.url([], EMBEDDED[schema]), username: 'wso2carbon' },
    reason,
  )
  const key = schema === 'apim' ? 'apimDBPasswordKey' : 'sharedDBPasswordKey'
  values.set(
    `${CONFIGURATIONS}.existingSecret.${key}`,
    target ? passwordKey(plan, target) : SECRET_KEYS.embedded,
    reason,
  )
}

function databaseReason(release: Release, target: DatabaseTarget | undefined): Provenance {
  if (target === undefined) return because(release, 'No database is drawn for it: the embedded H2')
  return {
    subjects: [...release.subjects, target.database.component.id, ...target.connections],
    reason: `Its databases are on ${target.database.component.label ?? target.database.component.id}`,
  }
}

/** Token endpoint of the key manager that a control plane names to gateways: a separate one, or its own. */
export function keyManagerHost(
  plan: KubernetesPlan,
  release: Release,
): { readonly host: string; readonly port: number } {
  const address = separateKeyManager(plan, release)
  return address === undefined ? { host: sharedService(release), port: SERVLET_PORT } : dial(plan, release, address)
}

/** No cloud provider's volumes, identities or vaults: some charts turn one on unless told. */
export function cloudValues(values: Values, release: Release): void {
  const reason = because(release, 'No cloud service of the chart: some are on unless they are turned off')
  for (const cloud of ['aws', 'azure', 'gcp']) values.set(`${cloud}.enabled`, false, reason)
}
