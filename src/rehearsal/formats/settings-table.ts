import type { Target, VirtualHost } from './balancer'
import type { Files, Source } from './source'

interface Row {
  readonly cells: readonly string[]
  readonly source: Source
}

/**
 * Listeners of a load balancer that people set up by the tables of its README.md, because it is a service or software that
 * has no file here: `Name | Port | TLS | Leads to` with a table of pools, `Pool | Members`.
 */
export function tableHosts(file: string, files: Files): readonly VirtualHost[] {
  const lines = (files.get(file) ?? '').split('\n')
  const pools = new Map(
    rowsUnder(/^\|\s*Pool\s*\|\s*Members\s*\|/, lines, file).map(({ cells, source }) => [
      codesIn(cells[0])[0] ?? '',
      codesIn(cells[1]).flatMap((address): Target[] => {
        const [host, port] = address.split(':')
        return host === undefined || port === undefined ? [] : [{ host, port: Number(port), source }]
      }),
    ]),
  )
  return rowsUnder(/^\|\s*Name\s*\|\s*Port\s*\|/, lines, file).map(({ cells, source }) => ({
    names: codesIn(cells[0]),
    port: Number(cells[1]?.trim()),
    targets: codesIn(cells[3]).flatMap((pool) => pools.get(pool) ?? []),
    source,
  }))
}

function rowsUnder(heading: RegExp, lines: readonly string[], file: string): readonly Row[] {
  const head = lines.findIndex((line) => heading.test(line))
  if (head < 0) return []
  const rows = lines.slice(head + 2)
  const end = rows.findIndex((line) => !line.startsWith('|'))
  return rows.slice(0, end < 0 ? rows.length : end).map((line, index) => ({
    cells: line.split('|').slice(1, -1),
    source: { file, line: head + index + 3 },
  }))
}

function codesIn(cell = ''): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
}
