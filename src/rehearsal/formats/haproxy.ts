import type { Target, VirtualHost } from './balancer'
import type { Files, Source } from './source'

interface Line {
  readonly words: readonly string[]
  readonly source: Source
}

interface Section {
  readonly kind: string
  readonly name: string
  readonly lines: readonly Line[]
  readonly source: Source
}

/**
 * Virtual hosts of a `haproxy.cfg`: backends that frontends choose by the name of the `Host` header or of the TLS
 * handshake. Source: HAProxy configuration manual 2.8, `use_backend`, `acl`, `server`.
 */
export function haproxyHosts(file: string, files: Files): readonly VirtualHost[] {
  const sections = sectionsOf(file, files.get(file) ?? '')
  const backends = new Map(
    sections.filter(({ kind }) => kind === 'backend').map((section) => [section.name, targetsOf(section)]),
  )
  return sections.filter(({ kind }) => kind === 'frontend').flatMap((frontend) => hostsOf(frontend, backends))
}

function hostsOf(frontend: Section, backends: ReadonlyMap<string, readonly Target[]>): readonly VirtualHost[] {
  const ports = starting(frontend, 'bind').flatMap(({ words }) => Number((words[1] ?? '').replace(/^.*:/, '')))
  const lists = new Map(
    starting(frontend, 'acl')
      .filter(({ words }) => words[2]?.startsWith('hdr(host)'))
      .map(({ words }) => [words[1] ?? '', namesIn(words.slice(3))]),
  )
  const chosen = starting(frontend, 'use_backend').flatMap(({ words, source }) => {
    const [, backend = '', , condition = ''] = words
    const names = condition === '{' ? namesIn(words.slice(words.indexOf('-i'), -1)) : lists.get(condition)
    return names ? [{ names, backend, source }] : []
  })
  const usual = starting(frontend, 'default_backend').map(({ words, source }) => ({
    names: chosen.length === 0 ? null : [],
    backend: words[1] ?? '',
    source,
  }))
  return ports.flatMap((port) =>
    [...chosen, ...usual].map(({ names, backend, source }) => ({
      names,
      port,
      targets: backends.get(backend) ?? [],
      source,
    })),
  )
}

function namesIn(words: readonly string[]): readonly string[] {
  return words.filter((word) => !word.startsWith('-'))
}

function targetsOf(backend: Section): readonly Target[] {
  return starting(backend, 'server').flatMap(({ words, source }): Target[] => {
    const [host, port] = (words[2] ?? '').split(':')
    const checked = words.indexOf('port')
    const asked = checked < 0 ? undefined : Number(words[checked + 1])
    if (host === undefined || port === undefined) return []
    return [{ host, port: Number(port), source, ...(asked !== undefined && { checkPort: asked }) }]
  })
}

function starting(section: Section, word: string): readonly Line[] {
  return section.lines.filter(({ words }) => words[0] === word)
}

/** A line that is not indented opens a section. */
function sectionsOf(file: string, text: string): readonly Section[] {
  const sections: { kind: string; name: string; lines: Line[]; source: Source }[] = []
  for (const [index, line] of text.split('\n').entries()) {
    const words = line
      .replace(/(^|\s)#.*$/, '')
      .split(/\s+/)
      .filter((word) => word !== '')
    if (words.length === 0) continue
    const source = { file, line: index + 1 }
    if (/^\S/.test(line)) sections.push({ kind: words[0] ?? '', name: words[1] ?? '', lines: [], source })
    else sections.at(-1)?.lines.push({ words, source })
  }
  return sections
}
