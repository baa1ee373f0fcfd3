import { JDK } from '../facts'
import { linesOf, type ServerFiles, valueAt } from '../read-bundle'
import { byServer, peersOf } from './reading'
import type { Rule } from './rule'

/** Machines, and what servers share. */
export const HOSTS: readonly Rule[] = [
  {
    number: 75,
    severity: 'E',
    says: 'the JDK is one that the version starts with',
    check: (bundle) =>
      byServer(bundle, ({ version, install, unit }) => {
        const [min, max] = JDK[version] ?? [0, 0]
        const home = unit.settings.find(({ value }) => value.startsWith('JAVA_HOME='))?.value ?? ''
        const release = Number(/java-(\d+)/.exec(home)?.[1] ?? min)
        return [
          (install.variables.get('JAVA_MIN')?.value !== String(min) ||
            install.variables.get('JAVA_MAX')?.value !== String(max)) &&
            'accepts another JDK',
          (release < min || release > max) && `starts with JDK ${release}`,
        ]
      }),
  },
  {
    number: 76,
    severity: 'W',
    says: 'heaps are 2 GB or larger',
    check: (bundle) =>
      byServer(bundle, ({ unit }) => {
        const heap = unit.settings.map(({ value }) => /-Xmx(\d+)m/.exec(value)?.[1]).find(Boolean)
        return [Number(heap ?? 0) < 2048 && `has ${heap} MB`]
      }),
  },
  {
    number: 77,
    severity: 'W',
    says: 'limits are set, tcp_tw_recycle is not, and no server runs as root',
    check: (bundle) => [
      ...[...bundle.files]
        .filter(([path, text]) => !path.endsWith('.md') && text.includes('tcp_tw_recycle'))
        .map(([path]) => `${path} sets tcp_tw_recycle`),
      ...(bundle.files.has('common/host/limits.conf') ? [] : ['there are no limits']),
      ...byServer(bundle, ({ unit }) => {
        const value = (key: string) => unit.settings.find((one) => one.key === key)?.value
        return [
          (value('User') ?? 'root') === 'root' && 'runs as root',
          value('LimitNOFILE') === undefined && 'has no limit of files',
          value('LimitNPROC') === undefined && 'has no limit of processes',
        ]
      }),
    ],
  },
  {
    number: 78,
    severity: 'I',
    says: 'the operating system is a tested one',
    elsewhere: 'a drawing has no operating system; the runbook names the tested ones',
  },
  {
    number: 79,
    severity: 'W',
    says: 'servers that share counters share one Redis that is not sharded',
    check: (bundle) => {
      const settings = bundle.servers.filter((server) => valueAt(server, 'apim.distributed_throttling.enable') === true)
      const text = (server: ServerFiles) =>
        JSON.stringify(
          server.toml.entries
            .filter(({ path }) => path.startsWith('apim.distributed_throttling'))
            .map(({ path, value }) => [path, value]),
        )
      return [
        ...settings
          .filter((server) => text(server) !== text(settings[0] as ServerFiles))
          .map(({ name }) => `${name} shares other counters`),
        ...bundle.drawing.components
          .filter(
            ({ kind, properties }) => kind === 'redis' && properties?.clusterMode === 'sharded' && settings.length > 0,
          )
          .map(({ id }) => `${id} is sharded`),
      ]
    },
  },
  {
    number: 80,
    severity: 'I',
    says: 'limits of backends are counted together',
    elsewhere: 'which limits APIs use is not in a drawing',
  },
  {
    number: 81,
    severity: 'W',
    says: 'groups of control planes are told which folders to share',
    check: (bundle) => {
      const readme = linesOf(bundle.files, 'README.md')
        .map(({ text }) => text)
        .join('\n')
      const group = bundle.servers.filter(
        (server) => ['aio', 'acp', 'km'].includes(server.kind) && peersOf(bundle, server).length > 0,
      )
      return group
        .filter(
          ({ name }) =>
            !(
              readme.includes('deployment/server/userstores') &&
              readme.includes('repository/tenants') &&
              readme.includes(name)
            ),
        )
        .map(({ name }) => `nothing says what ${name} shares`)
    },
  },
]
