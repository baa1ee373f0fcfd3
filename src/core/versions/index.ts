export { chartsTake, takesJdbcUsers, type VersionFacts } from './facts'
export { firstWith, since, versionsWith } from './since'
export { VERSIONS } from './table'
