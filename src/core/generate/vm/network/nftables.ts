import type { GeneratedFile } from '../../../serialize/file-tree'
import { oneLine } from '../../../serialize/prose'
import { TracedText } from '../../../serialize/traced-text'
import type { FilteredHost, Opening, Source } from './inbound'

/**
 * Inbound packet filter of one machine for `nft -f`. Loading it again replaces its own table and no other one, so what
 * containers or an administrator have beside it stays. An element without an address gets an empty set: its packets are
 * refused until somebody writes the address down, rather than anybody's let in.
 */
export function nftablesFile(host: FilteredHost): GeneratedFile {
  const whole = { subjects: host.subjects, reason: 'The machine lets in what the drawing connects to it, and ssh' }
  const text = new TracedText()
  for (const line of titleOf(host)) text.line(line, whole)
  const missing = namedSources(host.openings).filter(({ source }) => source.address === undefined)
  if (missing.length > 0) {
    text.add(
      '# The drawing gives no address for these. They are refused until elements = { 10.0.0.1 } stands in their set:',
      { ...whole, subjects: [...host.subjects, ...missing.flatMap(({ subjects }) => subjects)] },
    )
  }
  for (const { source, subjects } of missing) {
    text.add(`#   ${source.name}`, { subjects, reason: `The drawing gives no address of ${source.name}` })
  }
  for (const line of START) line === '' ? text.blank() : text.line(line, whole)
  for (const { source, subjects } of namedSources(host.openings)) {
    text.add(setLines(source).join('\n'), { subjects, reason: `What ${source.name} may reach by its address` }).blank()
  }
  for (const line of CHAIN) text.line(line, whole)
  for (const opening of host.openings) {
    text.add([`    # ${oneLine(opening.why)}`, `    ${ruleOf(opening)}`].join('\n'), {
      subjects: opening.subjects,
      reason: opening.why,
    })
  }
  text.add('  }', whole).add('}', whole)
  return text.toFile({ path: `network/nftables/${host.path}.nft`, language: 'text' })
}

function titleOf({ label, path }: FilteredHost): string[] {
  return [
    `# Inbound packet filter of ${oneLine(label)}, from network/firewall.csv.`,
    `# How to load, keep and undo it is in network/README.md, where it is called ${path}.`,
  ]
}

const START: readonly string[] = [
  '',
  '# Made first, so that there is one to delete.',
  'table inet topology',
  'delete table inet topology',
  '',
  'table inet topology {',
]

type Named = Extract<Source, { anybody: false }>

function namedSources(openings: readonly Opening[]) {
  const byKey = new Map<string, { source: Named; subjects: readonly string[] }>()
  for (const { source, subjects } of openings) {
    if (source.anybody) continue
    const known = byKey.get(source.key)?.subjects ?? []
    byKey.set(source.key, {
      source: byKey.get(source.key)?.source ?? source,
      subjects: [...new Set([...known, ...subjects])],
    })
  }
  return [...byKey.values()]
}

/** Ids have no other character that a name of nftables cannot have than the number sign of a replica. */
function setName({ key }: Named): string {
  return `from_${key.replace(/#/g, '/')}`
}

function setLines(source: Named): string[] {
  return [
    `  set ${setName(source)} {`,
    '    type ipv4_addr',
    '    flags interval',
    ...(source.address === undefined ? [] : [`    elements = { ${source.address} }`]),
    '  }',
  ]
}

const CHAIN: readonly string[] = [
  '  chain inbound {',
  '    type filter hook input priority filter; policy drop;',
  '    iifname "lo" accept',
  '    ct state established,related accept',
  '    ct state invalid drop',
  '    # ICMP of both kinds, by number: a small system has no /etc/protocols.',
  '    meta l4proto { 1, 58 } accept',
  '    # Installation and checks over ssh.',
  '    tcp dport 22 accept',
]

function ruleOf({ source, protocol, port }: Opening): string {
  const from = source.anybody ? '' : `ip saddr @${setName(source)} `
  if (protocol === 'vrrp') return `${from}ip protocol 112 accept`
  return port === 'any' ? `${from}meta l4proto ${protocol} accept` : `${from}${protocol} dport ${port} accept`
}
