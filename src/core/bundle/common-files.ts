import { serializeDesign } from '../document/write'
import type { Design, Id } from '../model/design'
import { type GeneratedFile, type Origin, withOrigins } from '../serialize/file-tree'
import { sha256 } from '../serialize/sha256'
import type { Deployment } from '../wiring/deployment'

/**
 * The document, so that the bundle can be opened and exported again. Its lists are sorted: their order says only what
 * was drawn first.
 */
export function designFile({ design }: Deployment): GeneratedFile {
  const { places, components, connections } = design.topology
  const sorted = {
    ...design,
    topology: {
      ...design.topology,
      places: byId(places),
      components: byId(components),
      connections: byId(connections),
    },
  }
  const content = serializeDesign(sorted)
  const file = { path: 'topology.json', content, language: 'json', executable: false } as const
  return withOrigins(file, () => documentOrigins(content, sorted))
}

function byId<T extends { readonly id: Id }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

const REASON = 'The document itself, to be opened and exported again'

/**
 * Each element's own lines, and each setting's, by the indentation that the document is written with: elements open with
 * a brace at six spaces, settings and boxes with a key at four.
 */
function documentOrigins(content: string, { topology }: Design): Origin[] {
  const elements = [...topology.places, ...topology.components, ...topology.connections].map(({ id }) => id)
  const origins: Origin[] = []
  let section = ''
  let element = 0
  let own: Pick<Origin, 'subjects' | 'settings'> = { subjects: [] }
  for (const [index, line] of content.split('\n').slice(0, -1).entries()) {
    const key = /^( {2}| {4})"((?:[^"\\]|\\.)*)":/.exec(line)
    if (key?.[1] === '  ') {
      section = key[2] ?? ''
      own = { subjects: [] }
    } else if (key && section === 'settings') own = { subjects: [], settings: [key[2] ?? ''] }
    else if (key && section === 'layout') own = { subjects: elements.includes(key[2] ?? '') ? [key[2] ?? ''] : [] }
    else if (key) own = { subjects: [] }
    else if (section === 'topology' && line === '      {') own = { subjects: [elements[element++] ?? ''] }
    else if (/^ {0,4}[}\]]/.test(line)) own = { subjects: [] }
    const last = origins.at(-1)
    if (last && last.subjects === own.subjects && last.settings === own.settings) {
      origins[origins.length - 1] = { ...last, to: index + 1 }
    } else origins.push({ from: index + 1, to: index + 1, ...own, reason: REASON })
  }
  return origins
}

/** In the form of `sha256sum`, checked with `sha256sum -c SHA256SUMS` in the bundle's folder. */
export function checkSums(files: readonly GeneratedFile[]): GeneratedFile {
  const sums = {
    path: 'SHA256SUMS',
    content: files.map(({ path, content }) => `${sha256(content)}  ${path}\n`).join(''),
    language: 'text',
    executable: false,
  } as const
  return withOrigins(sums, () =>
    files.map(({ path, origins }, index) => {
      const settings = [...new Set(origins.flatMap((origin) => origin.settings ?? []))]
      return {
        from: index + 1,
        to: index + 1,
        subjects: [...new Set(origins.flatMap((origin) => origin.subjects))],
        ...(settings.length > 0 && { settings }),
        reason: `Check sum of ${path}`,
      }
    }),
  )
}
