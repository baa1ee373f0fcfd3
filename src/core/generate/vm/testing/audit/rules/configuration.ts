import { entriesAt, isControl, own, type ServerFiles, textsAt, valueAt } from '../read-bundle'
import { byServer, controlsAt, hostsAt, ofKind } from './reading'
import type { Rule } from './rule'

/** What a deployment.toml says beside addresses. */
export const CONFIGURATION: readonly Rule[] = [
  {
    number: 34,
    severity: 'E',
    says: 'the server role is the default one',
    check: (bundle) =>
      byServer(bundle, (server) => [valueAt(server, 'server.server_role') !== 'default' && 'has another role']),
  },
  {
    number: 35,
    severity: 'E',
    says: 'no table and no key comes twice',
    check: (bundle) =>
      byServer(bundle, ({ toml }) => [
        ...toml.headers.map(
          ({ text }, index) =>
            !text.startsWith('[[') &&
            toml.headers.findIndex((other) => other.text === text) !== index &&
            !text.includes('event_listener.properties') &&
            `${text} comes twice`,
        ),
        ...toml.entries.map(
          ({ path }, index) =>
            toml.entries.findIndex((other) => other.path === path) !== index && `${path} comes twice`,
        ),
        ...toml.headers.map(
          ({ text }) =>
            /^\[transport\.https?\]$/.test(text) &&
            toml.entries.some(({ path }) => /^transport\.https?\.properties/.test(path)) &&
            toml.entries.some(({ path }) => path.startsWith(`${text.slice(1, -1)}.properties`)) &&
            `${text} is spelled in two ways`,
        ),
      ]),
  },
  {
    number: 36,
    severity: 'E',
    says: 'secrets come last',
    check: (bundle) =>
      byServer(bundle, ({ toml }) =>
        toml.headers.map(
          ({ text }, index) => text === '[secrets]' && index < toml.headers.length - 1 && 'has tables after [secrets]',
        ),
      ),
  },
  {
    number: 37,
    severity: 'E',
    says: 'the administrator is the same everywhere',
    check: (bundle) =>
      byServer(bundle, (server) =>
        ['super_admin.username', 'super_admin.password'].map(
          (path) => valueAt(server, path) !== valueAt(bundle.servers[0] as ServerFiles, path) && `${path} differs`,
        ),
      ),
  },
  {
    number: 38,
    severity: 'E',
    says: 'gateways load from environments that their control plane has',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const labels = textsAt(server, 'apim.sync_runtime_artifacts.gateway.gateway_labels').map(({ value }) => value)
        const controls =
          server.kind === 'gw' ? controlsAt(bundle, hostsAt(server, 'apim.event_hub.service_url')[0] ?? '') : [server]
        return controls.flatMap((control) => {
          const names = textsAt(control, 'apim.gateway.environment[].name').map(({ value }) => value)
          return labels.map((label) => !names.includes(label) && `${label} is no environment of ${control.name}`)
        })
      }),
  },
  {
    number: 39,
    severity: 'E',
    says: 'no two environments have one name',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const names = textsAt(server, 'apim.gateway.environment[].name').map(({ value }) => value)
        return [new Set(names).size < names.length && `environments ${names.join(', ')}`]
      }),
  },
  {
    number: 40,
    severity: 'W',
    says: 'gateways report under ids of their own',
    check: (bundle) => {
      const id = (server: ServerFiles) => valueAt(server, 'apim.gateway_notification.gateway_id')
      return byServer(bundle, (server) => [
        server.kind === 'gw' && server.version !== '4.5.0' && id(server) === undefined && 'has no gateway_id',
        ...bundle.servers.map(
          (other) =>
            other !== server &&
            id(server) !== undefined &&
            id(other) === id(server) &&
            `has the gateway_id of ${other.name}`,
        ),
      ])
    },
  },
  {
    number: 41,
    severity: 'W',
    says: 'all issuers of tokens name one JWT issuer, from 4.7.0 on',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const named = valueAt(server, 'oauth.extensions.token_types[].issuer') !== undefined
        const wanted = server.version === '4.7.0' && ['aio', 'acp', 'km'].includes(server.kind)
        return [named !== wanted && `${named ? 'names' : 'does not name'} a JWT issuer`]
      }),
  },
  {
    number: 42,
    severity: 'E',
    says: 'the key manager profile does not replace the configuration',
    check: (bundle) =>
      ofKind(bundle, 'km').flatMap(({ name, install }) => [
        ...(install.variables.get('KEY_MANAGER_PROFILE')?.value === 'yes' ? [] : [`${name} never gets its profile`]),
        ...install.text
          .split('\n')
          .filter((line) => /^[^#]*profileSetup\.sh -D/.test(line) && !line.includes('--skipConfigOptimization'))
          .map((line) => `${name}: ${line.trim()}`),
        ...(install.text.includes('profileSetup.sh -Dprofile=key-manager') ? [] : [`${name} runs no profileSetup`]),
      ]),
  },
  {
    number: 43,
    severity: 'W',
    says: 'revoked tokens are reported by whoever issues them',
    check: (bundle) =>
      byServer(bundle, (server) => [
        ['aio', 'acp', 'km'].includes(server.kind) &&
          valueAt(server, 'apim.key_manager.type') !== 'WSO2-IS' &&
          !textsAt(server, 'event_listener[].id').some(({ value }) => value === 'token_revocation') &&
          'has no token_revocation listener',
      ]),
  },
  {
    number: 44,
    severity: 'E',
    says: 'an Identity Server reports and exchanges tokens alone',
    check: (bundle) =>
      byServer(bundle, (server) =>
        valueAt(server, 'apim.key_manager.type') === 'WSO2-IS' && isControl(server)
          ? [
              entriesAt(server, 'event_listener[].id').length > 0 && 'has a listener as well',
              valueAt(server, 'oauth.grant_type.token_exchange.enable') !== false && 'exchanges tokens as well',
            ]
          : [],
      ),
  },
  {
    number: 45,
    severity: 'E',
    says: 'Identity Server 7 is not the resident key manager',
    check: (bundle) => {
      const old = bundle.drawing.components.some(
        ({ kind, properties }) =>
          kind === 'identity-server' && !/(?:^|[^0-9.])(?:[7-9]|1\d)(?!\d)/.test(String(properties?.vendor ?? '')),
      )
      return byServer(bundle, (server) => [
        valueAt(server, 'apim.key_manager.type') === 'WSO2-IS' && !old && 'takes Identity Server 7 as its own',
      ])
    },
  },
  {
    number: 46,
    severity: 'I',
    says: 'no Hazelcast cluster',
    check: (bundle) =>
      byServer(bundle, ({ toml }) => [
        toml.headers.some(({ text }) => text.startsWith('[clustering')) && 'has [clustering]',
      ]),
  },
  {
    number: 47,
    severity: 'E',
    says: 'the plain port stays while something checks it',
    check: (bundle) =>
      byServer(bundle, (server) => {
        const off = valueAt(server, 'transport.http.enable') === false
        const checked = [...bundle.files].some(
          ([path, text]) =>
            /verify|README|nginx|haproxy/.test(path) && text.includes(`${own(server)}:${9763 + server.offset}`),
        )
        return [
          off && server.version !== '4.7.0' && 'closes the plain port in vain',
          off && checked && 'closes a port that is checked',
        ]
      }),
  },
  {
    number: 48,
    severity: 'E',
    says: 'no key is newer than the version',
    check: (bundle) =>
      byServer(bundle, ({ version, toml }) =>
        toml.entries.map(({ path }) => {
          const from46 =
            /^apim\.(?:gateway_notification|distributed_throttling|wss?\.enable|webhooks\.https\.enable)/.test(path)
          const from47 =
            /^(?:encryption\.key|transport\.http\.enable|apim\.devportal\.url_generation_secret)|enable_on_demand_loading/.test(
              path,
            )
          return (
            ((from46 && version === '4.5.0') || (from47 && version !== '4.7.0')) && `${path} is newer than ${version}`
          )
        }),
      ),
  },
]
