import type { Target, VirtualHost } from './balancer'
import { type Directive, nginxDirectives } from './blocks'
import type { Files } from './source'

/**
 * Virtual hosts of an `nginx.conf`: servers of `http`, which the name that a caller asks for decides, and of `stream`,
 * where the name of the TLS handshake does. Those that only redirect or refuse lead nowhere.
 * Source: nginx.org, ngx_http_core_module, ngx_http_upstream_module, ngx_stream_proxy_module, ngx_stream_map_module.
 */
export function nginxHosts(file: string, files: Files): readonly VirtualHost[] {
  const root = nginxDirectives(file, files.get(file) ?? '')
  return [...httpHosts(within(root, 'http')), ...streamHosts(within(root, 'stream'))]
}

function httpHosts(http: readonly Directive[]): readonly VirtualHost[] {
  const upstreams = upstreamsOf(http)
  return named(http, 'server').flatMap((server): VirtualHost[] => {
    const inside = server.inside ?? []
    const passes = named(inside, 'location')
      .filter(({ words }) => words[1] === '/')
      .flatMap((location) => named(location.inside ?? [], 'proxy_pass'))
    const targets = targetsOf(passes, upstreams)
    const names = named(inside, 'server_name').flatMap(({ words }) => words.slice(1))
    return portsOf(inside).map((port) => ({ names, port, targets, source: server.source }))
  })
}

function streamHosts(stream: readonly Directive[]): readonly VirtualHost[] {
  const upstreams = upstreamsOf(stream)
  const maps = new Map(named(stream, 'map').map((map) => [map.words[2] ?? '', map.inside ?? []]))
  return named(stream, 'server').flatMap((server): VirtualHost[] => {
    const inside = server.inside ?? []
    const [pass] = named(inside, 'proxy_pass')
    const routes = maps.get(pass?.words[1] ?? '')
    return portsOf(inside).flatMap((port): VirtualHost[] => {
      if (!routes)
        return [{ names: null, port, targets: targetsOf(pass ? [pass] : [], upstreams), source: server.source }]
      const byUpstream = routes.filter(({ words }) => words[0] !== 'default')
      return byUpstream.map(({ words: [name = '', upstream = ''], source }) => ({
        names: [name],
        port,
        targets: upstreams.get(upstream) ?? [],
        source,
      }))
    })
  })
}

function targetsOf(passes: readonly Directive[], upstreams: ReadonlyMap<string, readonly Target[]>): readonly Target[] {
  return passes.flatMap(
    ({ words }) => upstreams.get((words[1] ?? '').replace(/^https?:\/\//, '').replace(/\/.*$/, '')) ?? [],
  )
}

function upstreamsOf(block: readonly Directive[]): ReadonlyMap<string, readonly Target[]> {
  return new Map(
    named(block, 'upstream').map(({ words, inside = [] }) => [
      words[1] ?? '',
      named(inside, 'server').flatMap(({ words: [, address = '', ...options], source }): Target[] => {
        const [host, port] = address.split(':')
        if (host === undefined || port === undefined || options.includes('down')) return []
        return [{ host, port: Number(port), source }]
      }),
    ]),
  )
}

function portsOf(server: readonly Directive[]): readonly number[] {
  return named(server, 'listen').flatMap(({ words }) => {
    const port = Number((words[1] ?? '').replace(/^.*:/, ''))
    return Number.isInteger(port) ? [port] : []
  })
}

function within(directives: readonly Directive[], name: string): readonly Directive[] {
  return named(directives, name).flatMap(({ inside }) => inside ?? [])
}

function named(directives: readonly Directive[], name: string): readonly Directive[] {
  return directives.filter(({ words }) => words[0] === name)
}
