import { type Directive, keepalivedDirectives } from './blocks'
import type { Files, Source } from './source'

/** One address that a machine takes part in holding. */
export interface SharedAddress {
  /** Name of the `vrrp_instance`. */
  readonly name: string
  /** Number by which the machines of an address know each other. */
  readonly router: string
  readonly address: string
  /** Addresses of the other machines; none where all of the network are asked. */
  readonly peers: readonly string[]
  readonly source: Source
}

/** Addresses of a `keepalived.conf`. Source: keepalived.conf(5), vrrp_instance. */
export function sharedAddresses(file: string, files: Files): readonly SharedAddress[] {
  const root = keepalivedDirectives(file, files.get(file) ?? '')
  return named(root, 'vrrp_instance').map(({ words, inside = [], source }) => ({
    name: words[1] ?? '',
    router: named(inside, 'virtual_router_id')[0]?.words[1] ?? '',
    address: wordsIn(inside, 'virtual_ipaddress')[0] ?? '',
    peers: wordsIn(inside, 'unicast_peer'),
    source,
  }))
}

function wordsIn(directives: readonly Directive[], name: string): readonly string[] {
  return named(directives, name).flatMap(({ inside = [] }) => inside.flatMap(({ words }) => words[0] ?? []))
}

function named(directives: readonly Directive[], name: string): readonly Directive[] {
  return directives.filter(({ words }) => words[0] === name)
}
