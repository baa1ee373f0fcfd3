import { parse, parseAllDocuments } from 'yaml'
import type { Instance } from '../../core/wiring/deployment'
import { type Endpoint, type Files, type Source, Unreadable } from '../formats/source'
import { TomlFile } from '../formats/toml'

/** One Helm release by its values, as `clusters/CLUSTER/values/RELEASE.yaml` has them. */
export interface ReadRelease {
  readonly cluster: string
  readonly namespace: string
  readonly name: string
  /** Name of its objects, as the chart makes it. */
  readonly fullName: string
  /** Servers that its pods stand for, in the order of their numbers. */
  readonly members: readonly string[]
  readonly values: Values
}

/** Values of one release, by their path. */
export class Values {
  readonly file: string
  readonly #text: string
  readonly #root: unknown
  /** Lines of `deployment.toml` that the chart adds as they are. */
  readonly extra: TomlFile

  constructor(file: string, text: string) {
    this.file = file
    this.#text = text
    this.#root = yamlOf(file, text)
    this.extra = new TomlFile(file, this.text(`${CONFIGURATIONS}.extraConfigs`) ?? '')
  }

  at(path: string): unknown {
    let at = this.#root
    for (const part of path.split('.')) at = isRecord(at) ? at[part] : undefined
    return at
  }

  text(path: string): string | undefined {
    const value = this.at(path)
    return typeof value === 'string' && value !== '' ? value : undefined
  }

  number(path: string): number | undefined {
    const value = this.at(path)
    return typeof value === 'number' ? value : undefined
  }

  /** A name with the port that is said beside it, or else the usual one. */
  endpoint(host: string | undefined, port: number): Endpoint | undefined {
    return host === undefined ? undefined : { host, port, source: this.source(host) }
  }

  /** The first line that holds a word. */
  source(word: string): Source {
    const at = this.#text.split('\n').findIndex((line) => line.includes(word))
    return { file: this.file, line: at + 1 }
  }
}

export const CONFIGURATIONS = 'wso2.apim.configurations'

export function releasesIn(files: Files, instances: readonly Instance[]): readonly ReadRelease[] {
  return [...files].flatMap(([file, text]): ReadRelease[] => {
    const [, cluster, name] = /^clusters\/([^/]+)\/values\/([^/]+)\.yaml$/.exec(file) ?? []
    const [, chart, members] = /^# Values of the release .*: chart (\S+) \S+, for (.*)\.$/m.exec(text) ?? []
    if (cluster === undefined || name === undefined || chart === undefined || members === undefined) return []
    return [
      {
        cluster,
        name,
        namespace: namespaceOf(cluster, name, files),
        fullName: fullNameOf(name, chart),
        members: membersOf(members.split(', '), instances),
        values: new Values(file, text),
      },
    ]
  })
}

/** The first line of its values says which drawn servers a release is of. */
function membersOf(components: readonly string[], instances: readonly Instance[]): readonly string[] {
  return instances.filter(({ component }) => components.includes(component.id)).map(({ id }) => id)
}

/** Source: Helm's starter chart, `fullname`, which WSO2's charts have. */
function fullNameOf(release: string, chart: string): string {
  const name = release.includes(chart) ? release : `${release}-${chart}`
  return name.slice(0, 63).replace(/-$/, '')
}

function namespaceOf(cluster: string, release: string, files: Files): string {
  const file = `clusters/${cluster}/helmfile.yaml`
  for (const document of documentsOf(file, files)) {
    const releases = isRecord(document) && Array.isArray(document.releases) ? document.releases : []
    const own = releases.find((item) => isRecord(item) && item.name === release)
    if (isRecord(own) && typeof own.namespace === 'string') return own.namespace
  }
  return ''
}

/** All objects of a YAML file. */
export function documentsOf(file: string, files: Files): readonly unknown[] {
  const text = files.get(file)
  if (text === undefined) return []
  return parseAllDocuments(text).map((document) => {
    const [error] = document.errors
    if (error) throw new Unreadable(`${file} is no YAML: ${error.message.split('\n')[0]}`)
    return document.toJS()
  })
}

function yamlOf(file: string, text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    throw new Unreadable(`${file} is no YAML: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
