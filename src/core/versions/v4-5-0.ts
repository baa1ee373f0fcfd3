import type { VersionFacts } from './facts'
import { RUN_496 } from './throughput-runs'

/**
 * Source: product-apim v4.5.0 (start scripts, default.json, shipped deployment.toml of the four packs); docs-apim 4.5.0,
 * product compatibility and MySQL pages;
 * helm-apim, tags `*-4.5.0-10`.
 */
export const v450: VersionFacts = {
  version: '4.5.0',
  jdk: { min: 11, max: 21, pick: 17 },
  gatewayTypes: ['Regular', 'APK', 'AWS'],
  sharedEncryptionKey: false,
  jwtIssuer: false,
  gatewayNotification: false,
  streamingToggles: false,
  distributedThrottling: false,
  devportalUrlSecret: false,
  embeddedDatabaseSpelledOut: true,
  tenantsNeedSharedDatabase: true,
  localDatabaseOptions: ';DB_CLOSE_ON_EXIT=FALSE',
  mysql: { characterSet: 'latin1', collation: 'latin1_bin' },
  testedDatabases: {
    mysql: ['5.7', '8.0', '8.4'],
    oracle: ['19c', '23c'],
    mssql: ['2019', '2022'],
    postgresql: ['16.2', '17'],
  },
  testedSystems: ['Ubuntu 22.04', 'Rocky Linux 9.3', 'RHEL 9'],
  throughput: RUN_496,
  charts: {
    release: '4.5.0-10',
    keystoreSecret: false,
    environment: true,
    exposure: 'ingress',
    routes: false,
    analytics: ['elk', 'choreo'],
    gatewayLabels: 'sync_runtime_artifacts',
    repeatedProbe: true,
  },
}
