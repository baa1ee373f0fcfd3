import type { VersionFacts } from './facts'
import { RUN_531 } from './throughput-runs'

/**
 * Source: product-apim v4.6.0 (start scripts, default.json, shipped deployment.toml of the four packs); docs-apim 4.6.0,
 * product compatibility and MySQL pages;
 * helm-apim, tags `*-4.6.0-4`.
 */
export const v460: VersionFacts = {
  version: '4.6.0',
  jdk: { min: 11, max: 21, pick: 21 },
  gatewayTypes: ['Regular', 'APK', 'AWS', 'Azure', 'Kong', 'Envoy'],
  sharedEncryptionKey: false,
  jwtIssuer: false,
  gatewayNotification: true,
  streamingToggles: true,
  distributedThrottling: true,
  devportalUrlSecret: false,
  embeddedDatabaseSpelledOut: true,
  tenantsNeedSharedDatabase: false,
  localDatabaseOptions: ';DB_CLOSE_ON_EXIT=FALSE',
  mysql: { characterSet: 'latin1', collation: 'latin1_bin' },
  testedDatabases: {
    mysql: ['5.7', '8.0', '8.4'],
    oracle: ['19c', '23c'],
    mssql: ['2019', '2022'],
    postgresql: ['16.2', '17', '18.3'],
  },
  testedSystems: ['Ubuntu 22.04', 'Rocky Linux 9.3', 'RHEL 9'],
  throughput: RUN_531,
  charts: {
    release: '4.6.0-4',
    keystoreSecret: true,
    environment: false,
    exposure: 'ingress',
    routes: false,
    analytics: ['elk', 'moesif'],
    gatewayLabels: 'syncRuntimeArtifacts',
    repeatedProbe: true,
  },
}
