import type { ServerKind } from './read-bundle'

/** What WSO2's documents say, written down a second time so that the audit owes nothing to the generator. */
export const SERVLET = 9443
export const BROKER = 5672
export const BROKER_TLS = 8672
export const BINARY = 9611
export const BINARY_TLS = 9711

const EVERY = [9443, 9763, 9999, 11111]
const CALLS = [8243, 8280, 9099, 8099, 9021, 8021]
const EVENTS = [5672, 8672, 9611, 9711]

/** Ports that a server opens at offset 0. Source: product-apim, default.json; docs-apim, default ports. */
export const PORTS: Readonly<Record<ServerKind, readonly number[]>> = {
  aio: [...EVERY, ...CALLS, ...EVENTS],
  acp: [...EVERY, ...EVENTS],
  km: [...EVERY, ...EVENTS],
  tm: [...EVERY, ...EVENTS],
  gw: [...EVERY, ...CALLS, ...EVENTS],
}

/** Ports that no client network may reach. */
export const INTERNAL = [5672, 8672, 9611, 9711, 9763, 9999, 11111, 4000]

export const JDK: Readonly<Record<string, readonly [min: number, max: number]>> = {
  '4.5.0': [11, 21],
  '4.6.0': [11, 21],
  '4.7.0': [21, 25],
}

/** Database systems and releases that WSO2 tested, as the start of what a drawing may say. */
export const TESTED: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  '4.5.0': { mysql: /^(?:5\.7|8\.0|8\.4)/, oracle: /^(?:19|23)/, mssql: /^20(?:19|22)/, postgresql: /^1[67]/ },
  '4.6.0': { mysql: /^(?:5\.7|8\.0|8\.4)/, oracle: /^(?:19|23)/, mssql: /^20(?:19|22)/, postgresql: /^1[678]/ },
  '4.7.0': { mysql: /^8\.4/, oracle: /^(?:19|23)/, mssql: /^2022/, postgresql: /^18/ },
}

export const COLLATION: Readonly<Record<string, string>> = {
  '4.5.0': 'CHARACTER SET latin1 COLLATE latin1_bin',
  '4.6.0': 'CHARACTER SET latin1 COLLATE latin1_bin',
  '4.7.0': 'CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
}

/** File name of the driver of each kind of JDBC URL. */
export const DRIVERS: Readonly<Record<string, RegExp>> = {
  mysql: /^mysql-connector/,
  mariadb: /^mariadb-java-client/,
  postgresql: /^postgresql-/,
  oracle: /^ojdbc/,
  sqlserver: /^mssql-jdbc/,
  db2: /^db2jcc/,
}
