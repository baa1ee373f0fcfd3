import { type Endpoint, endpointOf } from './source'
import { numberIn, type TomlFile } from './toml'

/** What takes traces: by a URL, or by a host and a port. */
export function tracersIn(toml: TomlFile): readonly Endpoint[] {
  const table = 'apim.open_telemetry.remote_tracer'
  if (toml.said(table, 'enable')?.value !== true) return []
  const url = toml.text(table, 'url')
  const to = url && endpointOf(url.value, url.source)
  if (to) return [to]
  const host = toml.text(table, 'hostname')
  const port = numberIn(toml.said(table, 'port')?.value)
  return host && port !== undefined ? [{ host: host.value, port, source: host.source }] : []
}
