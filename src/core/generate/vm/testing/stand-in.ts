import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { KINDS } from '../../../kinds'
import type { ServerKind } from '../../../kinds/server-kinds'
import type { ApimVersion } from '../../../model/design'
import { must } from './tools'

const SERVER = join(import.meta.dirname, 'stand-in-server.mjs')

/** Scripts in `bin/` of each pack. Source: product-apim v4.5.0 to v4.7.0, `modules/distribution/product`. */
const SCRIPTS: Readonly<Record<ServerKind, readonly string[]>> = {
  'all-in-one': ['api-manager.sh'],
  'api-control-plane': ['api-cp.sh', 'key-manager.sh'],
  'key-manager': ['api-cp.sh', 'key-manager.sh'],
  'traffic-manager': ['traffic-manager.sh'],
  'universal-gateway': ['gateway.sh'],
}

/** Some of the web applications of a control plane; a Key Manager keeps the first three of them. */
const WEB_APPLICATIONS = [
  'oauth2.war',
  'keymanager-operations.war',
  'api#identity#user#v1.0.war',
  'publisher',
  'devportal',
]

/** What the real one does, as far as it matters: it swaps deployment.toml, unless told not to, and deletes portals. */
const PROFILE_SETUP = `#!/bin/sh
[ "$1" = -Dprofile=key-manager ] || exit 9
cd "$(dirname "$0")/.." || exit 9
if [ "$2" != --skipConfigOptimization ]; then
  mv repository/conf/deployment.toml repository/conf/deployment.toml.backup
  cp repository/resources/conf/deployment-templates/key-manager.toml repository/conf/deployment.toml
fi
rm -r repository/deployment/server/webapps/publisher repository/deployment/server/webapps/devportal
echo "profile set with $JAVA_HOME" >>profile.log
`

const FAST = '-J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC'

export function write(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  chmodSync(path, mode)
}

/**
 * A zip with the file names of WSO2's pack of a kind, in `folder`/packs, and unpacked in `folder`/staging. Its start
 * scripts run a server that listens where the real one does, and answers over TLS with the configured keystore.
 */
export function makePack(folder: string, kind: ServerKind, version: ApimVersion): string {
  const name = `${KINDS[kind].server?.pack}-${version}`
  const home = join(folder, 'staging', name)
  for (const script of SCRIPTS[kind]) write(join(home, 'bin', script), startScript(script), 0o755)
  if (SCRIPTS[kind].includes('key-manager.sh')) {
    write(join(home, 'bin/profileSetup.sh'), PROFILE_SETUP, 0o755)
    write(join(home, 'repository/resources/conf/deployment-templates/key-manager.toml'), 'template = true\n')
  }
  for (const application of WEB_APPLICATIONS) {
    write(join(home, 'repository/deployment/server/webapps', application), 'application\n')
  }
  write(join(home, 'repository/conf/deployment.toml'), 'shipped = true\n')
  write(join(home, 'repository/resources/security/wso2carbon.jks'), 'shipped\n')
  write(join(home, 'repository/resources/security/client-truststore.jks'), 'shipped\n')
  write(join(home, 'dbscripts/apimgt/mysql.sql'), '-- tables\n')
  write(join(home, 'dbscripts/mysql.sql'), '-- tables\n')
  mkdirSync(join(home, 'repository/components/lib'), { recursive: true })
  mkdirSync(join(folder, 'packs'), { recursive: true })
  must('zip', ['-q', '-r', join(folder, 'packs', `${name}.zip`), name], { cwd: join(folder, 'staging') })
  return name
}

/** `start` returns at once and leaves the process id behind, as WSO2's scripts do. */
function startScript(script: string): string {
  const ports = Object.values(KINDS).find((kind) => kind.server?.script === script.replace(/\.sh$/, ''))?.ports ?? []
  return `#!/bin/sh
home=$(cd "$(dirname "$0")/.." && pwd)
case $1 in
  start)
    "${process.execPath}" "${SERVER}" "$home" '${JSON.stringify(ports)}' >"$home/server.log" 2>&1 </dev/null &
    echo $! >"$home/wso2carbon.pid"
    ;;
  stop) kill "$(cat "$home/wso2carbon.pid")" && rm "$home/wso2carbon.pid" ;;
  *) exit 2 ;;
esac
`
}

/** A JDK that says it is of a version, with the keytool of the machine, told to start fast, or with another program. */
export function fakeJava(home: string, version: string, keytool = fastKeytool()): void {
  write(
    join(home, 'bin/java'),
    `#!/bin/sh\necho 'Picked up JAVA_TOOL_OPTIONS' >&2\necho 'openjdk version "${version}" 2025-01-01' >&2\n`,
    0o755,
  )
  write(join(home, 'bin/keytool'), keytool, 0o755)
}

function fastKeytool(): string {
  return `#!/bin/sh\nexec "${must('sh', ['-c', 'command -v keytool']).trim()}" ${FAST} "$@"\n`
}
