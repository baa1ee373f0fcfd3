import type { VersionFacts } from './facts'
import { RUN_531 } from './throughput-runs'

/**
 * Source: product-apim v4.7.0 (start scripts, default.json, shipped deployment.toml of the four packs);
 * docs-api-platform 4.7.0, product compatibility, symmetric encryption, security guideline and MySQL pages;
 * helm-apim, tags `*-4.7.0-1`.
 */
export const v470: VersionFacts = {
  version: '4.7.0',
  jdk: { min: 21, max: 25, pick: 21 },
  gatewayTypes: ['Regular', 'APK', 'AWS', 'Azure', 'Kong', 'Envoy', 'APIPlatform'],
  sharedEncryptionKey: true,
  jwtIssuer: true,
  gatewayNotification: true,
  streamingToggles: true,
  distributedThrottling: true,
  devportalUrlSecret: true,
  embeddedDatabaseSpelledOut: false,
  tenantsNeedSharedDatabase: false,
  localDatabaseOptions: ';DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1',
  mysql: { characterSet: 'utf8mb4', collation: 'utf8mb4_bin' },
  testedDatabases: {
    mysql: ['8.4'],
    oracle: ['19c', '23c'],
    mssql: ['2022'],
    postgresql: ['18'],
  },
  testedSystems: ['Ubuntu 24.04'],
  // None of 4.7.0 is published.
  throughput: RUN_531,
  charts: {
    release: '4.7.0-1',
    keystoreSecret: true,
    environment: true,
    exposure: 'gateway-api',
    routes: true,
    analytics: ['elk', 'moesif'],
    gatewayLabels: 'syncRuntimeArtifacts',
    repeatedProbe: false,
  },
}
