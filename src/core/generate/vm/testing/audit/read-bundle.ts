import { type Listener, readBalancer } from './read-balancers'
import { readToml, type TomlEntry, type TomlFile, type TomlValue } from './read-toml'

/**
 * Reads a bundle back, as somebody would who was only given the files. It shares no code with the generator: what it
 * says is a second opinion.
 */
export interface AuditFile {
  readonly path: string
  readonly content: string
}

/** A value and the place in a file where it stands. */
export interface Site {
  readonly path: string
  readonly line: number
  readonly value: string
}

export type ServerKind = 'aio' | 'acp' | 'km' | 'tm' | 'gw'

/** One server's folder. */
export interface ServerFiles {
  readonly folder: string
  readonly machine: string
  readonly name: string
  readonly kind: ServerKind
  readonly version: string
  readonly tomlPath: string
  readonly toml: TomlFile
  readonly tomlText: string
  readonly offset: number
  /** `[server] hostname`: the name for clients. */
  readonly publicName: string
  /** Name by which other machines reach it, as the runbook tells people to check it. */
  readonly ownName: Site
  readonly install: Shell
  readonly unit: Unit
}

export interface Shell {
  readonly path: string
  readonly text: string
  /** `readonly NAME=value`. */
  readonly variables: ReadonlyMap<string, Site>
  /** `readonly NAME=( ... )`, one item a line. */
  readonly lists: ReadonlyMap<string, readonly Site[]>
}

export interface Unit {
  readonly path: string
  /** `Key=` lines in order. */
  readonly settings: readonly (Site & { readonly key: string })[]
}

export interface FirewallRow {
  readonly from: string
  readonly to: string
  readonly port: string
  readonly line: number
}

export interface AuditBundle {
  readonly files: ReadonlyMap<string, string>
  readonly servers: readonly ServerFiles[]
  readonly listeners: readonly Listener[]
  readonly firewall: readonly FirewallRow[]
  /** Names offered in security/secrets.env.example. */
  readonly secrets: readonly Site[]
  readonly keystores: Shell
  /** The document itself: what the drawing says that no other file repeats. */
  readonly drawing: Drawing
}

export interface Drawing {
  readonly apimVersion: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly components: readonly {
    readonly id: string
    readonly kind: string
    readonly properties?: Readonly<Record<string, unknown>>
  }[]
}

export function readBundle(files: readonly AuditFile[]): AuditBundle {
  const byPath = new Map(files.map(({ path, content }) => [path, content]))
  const drawing = JSON.parse(byPath.get('topology.json') ?? '{}')
  return {
    files: byPath,
    servers: files.flatMap(({ path }) => {
      const found = /^(hosts\/([^/]+)\/([^/]+))\/repository\/conf\/deployment\.toml$/.exec(path)
      return found ? [readServer(byPath, found[1] ?? '', found[2] ?? '', found[3] ?? '')] : []
    }),
    listeners: files
      .filter(({ path }) => /^load-balancers\/[^/]+\/(?:nginx\.conf|haproxy\.cfg)$/.test(path))
      .flatMap((file) => readBalancer(file, byPath.get(file.path.replace(/[^/]+$/, 'README.md')) ?? '')),
    firewall: readFirewall(byPath.get('network/firewall.csv') ?? ''),
    secrets: linesOf(byPath, 'security/secrets.env.example').flatMap(({ text, line }) => {
      const name = /^([A-Z0-9_]+)=/.exec(text)?.[1]
      return name === undefined ? [] : [{ path: 'security/secrets.env.example', line, value: name }]
    }),
    keystores: readShell('security/create-keystores.sh', byPath.get('security/create-keystores.sh') ?? ''),
    drawing: {
      apimVersion: drawing.apimVersion,
      settings: drawing.settings ?? {},
      components: drawing.topology?.components ?? [],
    },
  }
}

const SCRIPTS: Readonly<Record<string, ServerKind>> = {
  'api-manager.sh': 'aio',
  'api-cp.sh': 'acp',
  'key-manager.sh': 'km',
  'traffic-manager.sh': 'tm',
  'gateway.sh': 'gw',
}

function readServer(files: ReadonlyMap<string, string>, folder: string, machine: string, name: string): ServerFiles {
  const tomlPath = `${folder}/repository/conf/deployment.toml`
  const tomlText = files.get(tomlPath) ?? ''
  const toml = readToml(tomlText)
  const unitPath = [...files.keys()].find((path) => path.startsWith(`${folder}/`) && path.endsWith('.service')) ?? ''
  const unit = readUnit(unitPath, files.get(unitPath) ?? '')
  const install = readShell(`${folder}/install.sh`, files.get(`${folder}/install.sh`) ?? '')
  const started = unit.settings.find(({ key }) => key === 'ExecStart')?.value ?? ''
  const kind = SCRIPTS[/\/bin\/(\S+)/.exec(started)?.[1] ?? '']
  if (kind === undefined) throw new Error(`${unitPath} starts nothing that WSO2 ships: ${started}`)
  const read = (path: string) => toml.entries.find((entry) => entry.path === path)?.value
  return {
    folder,
    machine,
    name,
    kind,
    version: /^# WSO2 API Manager (\d+\.\d+\.\d+),/m.exec(tomlText)?.[1] ?? '',
    tomlPath,
    toml,
    tomlText,
    offset: Number(read('server.offset') ?? 0),
    publicName: String(read('server.hostname')),
    ownName: ownNameOf(files, name),
    install,
    unit,
  }
}

/** The table of health checks in the runbook: `| \`gw1\` | \`curl -fk https://gw1.acme:9443/...\``. */
function ownNameOf(files: ReadonlyMap<string, string>, name: string): Site {
  for (const { text, line } of linesOf(files, 'README.md')) {
    const found = /^\| `([^`]+)` \| `curl -fk https:\/\/([^:/`]+):\d+\//.exec(text)
    if (found && found[1]?.replace('#', '-') === name) return { path: 'README.md', line, value: found[2] ?? '' }
  }
  throw new Error(`the runbook has no health check of ${name}`)
}

export function linesOf(files: ReadonlyMap<string, string>, path: string): { text: string; line: number }[] {
  return (files.get(path) ?? '').split('\n').map((text, index) => ({ text, line: index + 1 }))
}

function readShell(path: string, text: string): Shell {
  const variables = new Map<string, Site>()
  const lists = new Map<string, Site[]>()
  let list: Site[] | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const opened = /^readonly ([A-Z_]+)=\($/.exec(line)
    if (opened) {
      list = []
      lists.set(opened[1] ?? '', list)
    } else if (line === ')') list = undefined
    else if (list) list.push({ path, line: index + 1, value: unquoted(line.trim()) })
    else if (line.startsWith('readonly ')) {
      for (const [, name = '', value = ''] of line.matchAll(/\b([A-Z_]+)=('(?:[^']|'\\'')*'|[^\s'"$()]*)(?=\s|$)/g)) {
        variables.set(name, { path, line: index + 1, value: unquoted(value) })
      }
    }
  }
  return { path, text, variables, lists }
}

function unquoted(word: string): string {
  return word.startsWith("'") ? word.slice(1, -1).replace(/'\\''/g, "'") : word
}

function readUnit(path: string, text: string): Unit {
  return {
    path,
    settings: text.split('\n').flatMap((line, index) => {
      const found = /^([A-Za-z]+)=(.*)$/.exec(line)
      return found ? [{ key: found[1] ?? '', value: found[2] ?? '', path, line: index + 1 }] : []
    }),
  }
}

function readFirewall(text: string): FirewallRow[] {
  return text
    .split('\n')
    .map((row, index) => ({ cells: row.split(','), line: index + 1 }))
    .slice(1)
    .filter(({ cells }) => cells.length > 3)
    .map(({ cells: [from = '', to = '', port = ''], line }) => ({ from, to, port, line }))
}

/** `name:port` of services that are drawn and that no file of the bundle sets up: other makers' key managers. */
export function outside({ drawing }: AuditBundle): { host: string; port: number }[] {
  return drawing.components
    .filter(({ kind }) => kind === 'identity-server' || kind === 'external-key-manager')
    .map(({ id, properties }) => ({
      host: String(properties?.hostname ?? `${id}.${drawing.settings.domain ?? ''}`),
      port: Number(properties?.port ?? 9443),
    }))
}

/** The name by which other machines reach it. */
export const own = (server: ServerFiles): string => server.ownName.value
export const isControl = ({ kind }: ServerFiles): boolean => kind === 'aio' || kind === 'acp'

/** Values at a path of a server's file; `[]` stands for every element of an array of tables. */
export function entriesAt(server: ServerFiles, path: string): readonly TomlEntry[] {
  const pattern = new RegExp(
    `^${path
      .split('[]')
      .map((part) => part.replace(/[.*+?^${}()|\\]/g, '\\$&'))
      .join('\\[\\d+\\]')}$`,
  )
  return server.toml.entries.filter((entry) => pattern.test(entry.path))
}

export function valueAt(server: ServerFiles, path: string): TomlValue | undefined {
  return entriesAt(server, path)[0]?.value
}

/** Texts at a path, those of a list one by one, each with its place. */
export function textsAt(server: ServerFiles, path: string): Site[] {
  return entriesAt(server, path).flatMap(({ value, line, lastLine }) =>
    (Array.isArray(value) ? value : [value]).map((item) => {
      const text = String(item)
      const lines = server.tomlText.split('\n').slice(line - 1, lastLine)
      const at = lines.findIndex((candidate) => candidate.includes(text))
      return { path: server.tomlPath, line: line + Math.max(0, at), value: text }
    }),
  )
}

/** `scheme://host:port/path` in parts; the port is empty where it is not written. */
export function urlParts(url: string): { scheme: string; host: string; port: string; path: string } {
  const found = /^([a-z]+):\/\/([^:/]+)(?::([^/]+))?(.*)$/.exec(url)
  return { scheme: found?.[1] ?? '', host: found?.[2] ?? '', port: found?.[3] ?? '', path: found?.[4] ?? '' }
}
