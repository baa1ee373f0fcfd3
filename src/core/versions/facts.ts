import type { ApimVersion, DbmsId, Settings } from '../model/design'
import type { ThroughputRun } from './throughput-runs'

/** Analytics that gateways can report to, as the field of the drawing has them. */
export type AnalyticsProduct = 'elk' | 'moesif' | 'choreo'

/**
 * What differs between the versions of WSO2 API Manager, as far as a drawing, a finding or a generated file depends on
 * it. One file per version holds the values; whoever needs a fact asks `VERSIONS[design.apimVersion]`.
 */
export interface VersionFacts {
  readonly version: ApimVersion
  /** Java releases that the start scripts accept without an error, and the one that bundles name. */
  readonly jdk: { readonly min: number; readonly max: number; readonly pick: number }
  /** Gateway kinds that the Publisher offers, in the order of the shipped file. */
  readonly gatewayTypes: readonly string[]
  /** Internal data is encrypted with one symmetric key, `[encryption] key`, that every server must share. */
  readonly sharedEncryptionKey: boolean
  /** JWT access tokens are not stored; `[[oauth.extensions.token_types]]` names their issuer. */
  readonly jwtIssuer: boolean
  /** Gateways report heartbeats and deployments to the control plane. */
  readonly gatewayNotification: boolean
  /** WebSocket and WebSub listeners can be closed by `enable = false`. */
  readonly streamingToggles: boolean
  /** Traffic Managers can share their counters in Redis. */
  readonly distributedThrottling: boolean
  /** Signed URLs of the Developer Portal need a secret that its servers share. */
  readonly devportalUrlSecret: boolean
  /** Gateways and Traffic Managers without a database need its embedded one spelled out, or they do not start. */
  readonly embeddedDatabaseSpelledOut: boolean
  /** Gateways of several tenants read them from the shared database; in the other versions gateways need none at all. */
  readonly tenantsNeedSharedDatabase: boolean
  /** Options of the H2 URL of a server's own registry, after `WSO2CARBON_DB`. */
  readonly localDatabaseOptions: string
  /** MySQL and MariaDB: the case-sensitive character set and collation that the version's scripts are made for. */
  readonly mysql: { readonly characterSet: string; readonly collation: string }
  /** Database systems and releases that WSO2 tested, by `dbms`; a system that is absent was not tested. */
  readonly testedDatabases: Readonly<Partial<Record<DbmsId, readonly string[]>>>
  /** Linux distributions that WSO2 tested. */
  readonly testedSystems: readonly string[]
  /** The published run that gateways are planned with: one of another version where this one has none. */
  readonly throughput: ThroughputRun
  readonly charts: ChartFacts
}

/** WSO2's Helm charts for one version, at the release that bundles pin: older ones ignore keys that bundles write. */
export interface ChartFacts {
  /** Release of all five charts; `all-in-one-<release>` is its tag. */
  readonly release: string
  /** Keystore passwords can come from a Secret; before, they are plain text in the pods' configuration. */
  readonly keystoreSecret: boolean
  /** Variables can be given to the pods, as plain names and values. */
  readonly environment: boolean
  /** How they expose services by default. Source: helm-apim, values.yaml. */
  readonly exposure: NonNullable<Settings['exposure']>
  /** They have templates of an OpenShift Route. Source: helm-apim, templates; docs-apim, OpenShift deployment overview. */
  readonly routes: boolean
  /** Analytics that they have values for. Source: helm-apim, `wso2.ELKAnalytics`, `.moesifAnalytics`, `.choreoAnalytics`. */
  readonly analytics: readonly AnalyticsProduct[]
  /** Under `wso2.apim.configurations` of the gateway chart: the table that holds `gateway.labels`. */
  readonly gatewayLabels: 'sync_runtime_artifacts' | 'syncRuntimeArtifacts'
  /** The Key Manager's chart writes the liveness probe twice and no readiness probe. */
  readonly repeatedProbe: boolean
}

/** Whether the charts have values for these analytics. */
export function chartsTake({ charts }: VersionFacts, product: string): boolean {
  return charts.analytics.some((known) => known === product)
}

/**
 * Whether a database of users can be told to the pods: its account and password come as variables from a Secret, beside
 * the passwords of the keystores. Source: helm-apim, `wso2.deployment.envs` and `security.jksExistingSecret`.
 */
export function takesJdbcUsers({ charts }: VersionFacts): boolean {
  return charts.keystoreSecret && charts.environment
}
