import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import { XML_DECLARATION, type XmlElement, xmlLines } from '../../../serialize/xml'
import type { FilteredHost, Opening } from './inbound'

/**
 * The same filter as a zone of firewalld, for systems where it owns the tables of nftables. What the drawing has no
 * address for is a comment: a rule without one would let in everybody.
 * Source: firewalld.zone(5), firewalld.richlanguage(5).
 */
export function firewalldFile(host: FilteredHost): GeneratedFile {
  const whole = { subjects: host.subjects, reason: 'The machine lets in what the drawing connects to it, and ssh' }
  const text = new TracedText().add(XML_DECLARATION, whole).add('<zone target="DROP">', whole)
  for (const child of FIRST) text.add(xmlLines(child, 1).join('\n'), whole)
  for (const opening of host.openings) {
    const because = { subjects: opening.subjects, reason: opening.why }
    text.add(`  <!-- ${commentText(opening.why)} -->`, because)
    const element = elementOf(opening)
    // One line a rule, so that a change of one opening changes no line of another.
    text.add(
      element
        ? `  ${xmlLines(element)
            .map((line) => line.trim())
            .join('')}`
        : `  <!-- no address in the drawing, so refused: ${commentText(`${opening.protocol} ${opening.port}`)} -->`,
      because,
    )
  }
  text.add('</zone>', whole)
  return text.toFile({ path: `network/firewalld/${host.path}/topology.xml`, language: 'xml' })
}

const DESCRIPTION =
  'Lets in what network/firewall.csv lists for this machine, and ssh. How to load, keep and undo it is in network/README.md.'

const FIRST: readonly XmlElement[] = [
  { name: 'short', children: 'topology' },
  { name: 'description', children: DESCRIPTION },
  { name: 'service', attributes: { name: 'ssh' } },
  { name: 'protocol', attributes: { value: 'icmp' } },
  { name: 'protocol', attributes: { value: 'ipv6-icmp' } },
]

/** Two hyphens end a comment for a strict reader, and host names may have them. */
function commentText(text: string): string {
  return text
    .replace(/-(?=-)/g, '- ')
    .replace(/-$/, '- ')
    .replace(/[<>&]/g, ' ')
}

function elementOf({ source, protocol, port }: Opening): XmlElement | undefined {
  const what: XmlElement =
    protocol === 'vrrp'
      ? { name: 'protocol', attributes: { value: 'vrrp' } }
      : { name: 'port', attributes: { port: port === 'any' ? '1-65535' : String(port), protocol } }
  if (source.anybody) return what
  if (source.address === undefined) return undefined
  return {
    name: 'rule',
    attributes: { family: 'ipv4' },
    children: [{ name: 'source', attributes: { address: source.address } }, what, { name: 'accept' }],
  }
}
