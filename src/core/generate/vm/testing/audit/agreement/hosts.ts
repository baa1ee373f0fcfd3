import { PORTS, SERVLET } from '../facts'
import { own } from '../read-bundle'
import type { Agreement } from './agreement'
import { allowing, found, listed, seats, settings, variable } from './reading'

/** What is installed on machines, how it is started and where it is looked for. */
export const HOSTS: readonly Agreement[] = [
  {
    says: 'the unit starts the script, in the folder, that was installed',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        ['ExecStart', 'ExecStop', 'ExecReload'].flatMap((key) =>
          settings(server, key).map((site) => ({
            ...site,
            value: site.value.split(' ')[0] ?? '',
            allowed: [`${variable(server, 'SERVER_HOME')}/bin/${variable(server, 'START_SCRIPT')}`],
          })),
        ),
      ),
  },
  {
    says: 'the unit runs as the user that was made',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        ['User', 'Group'].flatMap((key) => allowing(settings(server, key), [variable(server, 'SERVICE_USER')])),
      ),
  },
  {
    says: 'the unit reads the secrets that were installed',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        allowing(settings(server, 'EnvironmentFile'), [variable(server, 'ENVIRONMENT_FILE')]),
      ),
  },
  {
    says: 'the unit watches the process of the installed folder',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        allowing(settings(server, 'PIDFile'), [`${variable(server, 'SERVER_HOME')}/wso2carbon.pid`]),
      ),
  },
  {
    says: 'the script installs the unit that is beside it',
    places: (bundle) =>
      bundle.servers.flatMap(({ folder, install, unit }) =>
        allowing(
          [install.variables.get('UNIT')].filter((site) => site !== undefined),
          [unit.path.slice(folder.length + 1)],
        ),
      ),
  },
  {
    says: 'the script unpacks the release that the configuration is for',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        allowing(
          [server.install.variables.get('DISTRIBUTION')].filter((site) => site !== undefined),
          [
            `${{ aio: 'wso2am', acp: 'wso2am-acp', km: 'wso2am-acp', tm: 'wso2am-tm', gw: 'wso2am-universal-gw' }[server.kind]}-${server.version}`,
          ],
        ),
      ),
  },
  {
    says: 'a server resolves the names that it dials',
    places: (bundle) =>
      bundle.servers.flatMap((server) =>
        allowing(
          listed(server, 'PEERS'),
          bundle.firewall.filter(({ from }) => from === own(server)).map(({ to }) => to),
        ),
      ),
  },
  {
    says: 'the runbook checks servers at the port of their offset',
    places: (bundle) =>
      found(bundle, /^README\.md$/, /^\| `[^`]+` \| `curl -fk https:\/\/([^/]+)\//g).map((site) => ({
        ...site,
        allowed: seats(bundle, [SERVLET]),
      })),
  },
  {
    says: 'names of servers in the runbook are those of the firewall list',
    places: (bundle) =>
      allowing(
        bundle.servers.map(({ ownName }) => ownName),
        bundle.firewall.flatMap(({ from, to }) => [from, to]),
      ),
  },
  {
    says: 'outgoing connections leave the ports of the servers alone',
    places: (bundle) => {
      const reserved = found(bundle, /^common\/host\/sysctl\.conf$/, /(?:reserved_ports = |,)(\d+)/g)
      const opened = bundle.servers.flatMap((server) => PORTS[server.kind].map((base) => String(base + server.offset)))
      const said = new Set(reserved.map(({ value }) => value))
      const missing = opened
        .filter((port) => !said.has(port))
        .map((value) => ({ path: 'common/host/sysctl.conf', line: 0, value, allowed: [] }))
      return [...allowing(reserved, opened), ...missing]
    },
  },
  {
    says: 'limits are those of the service user',
    places: (bundle) =>
      found(bundle, /^common\/host\/limits\.conf$/, /^(\S+) (?:soft|hard) /g).map((site) => ({
        ...site,
        allowed: bundle.servers.map((server) => variable(server, 'SERVICE_USER')),
      })),
  },
]
