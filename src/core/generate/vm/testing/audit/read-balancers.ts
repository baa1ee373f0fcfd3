/** Reads NGINX and HAProxy files as far as a bundle writes them. Shares nothing with their writers. */
export interface Upstream {
  readonly host: string
  readonly port: number
  /** A server that fails is left out: counted failures in NGINX, checks in HAProxy. */
  readonly checked: boolean
  readonly line: number
}

export interface Listener {
  readonly path: string
  readonly software: 'nginx' | 'haproxy'
  readonly line: number
  readonly names: readonly string[]
  readonly port: number
  readonly tls: boolean
  readonly upstreams: readonly Upstream[]
  readonly upstreamTls: boolean
  readonly sticky: boolean
  /** Text of everything that belongs to the listener: headers, time-outs, what it refuses. */
  readonly text: string
}

interface File {
  readonly path: string
  readonly content: string
}

/** The README beside a file says for which names a port is that passes connections through and sees none. */
export function readBalancer(file: File, readme: string): Listener[] {
  const listeners = file.path.endsWith('.cfg') ? readHaproxy(file) : [...readNginx(file), ...readStream(file)]
  return listeners.map((one) => (one.names.length > 0 ? one : { ...one, names: namesOfPort(readme, one.port) }))
}

function namesOfPort(readme: string, port: number): string[] {
  const rows = readme.split('\n').filter((row) => row.split('|')[2]?.trim() === String(port))
  return rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
}

interface Block {
  readonly head: string
  readonly line: number
  readonly body: { text: string; line: number }[]
}

/** Blocks of `server`, `upstream` and the like, at any depth, by their braces. */
function blocksOf(content: string): Block[] {
  const done: Block[] = []
  const open: Block[] = []
  for (const [at, raw] of content.split('\n').entries()) {
    const text = raw.replace(/(?:^|\s)#.*$/, '').trim()
    if (text === '') continue
    for (const block of open) block.body.push({ text, line: at + 1 })
    if (text.endsWith('{')) open.push({ head: text.slice(0, -1).trim(), line: at + 1, body: [] })
    else if (text === '}') {
      const block = open.pop()
      if (block) done.push(block)
    }
  }
  if (open.length > 0) throw new Error(`a block stays open: ${open[0]?.head}`)
  return done
}

/** Servers of a `stream` block: they forward a port as a whole, or by the name that TLS asks for. */
function readStream({ path, content }: File): Listener[] {
  const blocks = blocksOf(content)
  if (!blocks.some(({ head }) => head === 'stream')) return []
  const pool = (name: string) => blocks.find(({ head }) => head === `upstream ${name}`)
  return blocks
    .filter(({ head }) => head === 'server')
    .flatMap((server) => {
      const text = server.body.map((line) => line.text).join('\n')
      const port = Number(/^listen (\d+);/m.exec(text)?.[1])
      const target = /^proxy_pass (\S+);/m.exec(text)?.[1] ?? ''
      const map = blocks.find(({ head }) => head === `map $ssl_preread_server_name ${target}`)
      const routes = map
        ? map.body.flatMap(({ text: line }) => {
            const [, name = '', to = ''] = /^(\S+) (\S+);/.exec(line) ?? []
            return name === 'default' ? [] : [{ names: [name], to }]
          })
        : [{ names: [], to: target }]
      return routes.flatMap(({ names, to }): Listener[] => {
        const upstream = pool(to)
        if (!upstream) return []
        return [
          {
            path,
            software: 'nginx',
            line: server.line,
            names,
            port,
            tls: false,
            upstreams: upstreamsOf(upstream),
            upstreamTls: false,
            sticky: upstream.body.some(({ text: line }) => /^(?:ip_hash|hash |sticky)/.test(line)),
            text: [text, /^ *(proxy_timeout .*)$/m.exec(content)?.[1] ?? ''].join('\n'),
          },
        ]
      })
    })
}

function upstreamsOf(pool: Block): Upstream[] {
  return pool.body.flatMap(({ text, line }) => {
    const found = /^server ([^\s:;]+):(\d+)([^;]*);/.exec(text)
    return found
      ? [
          {
            host: found[1] ?? '',
            port: Number(found[2]),
            checked: /max_fails=[1-9]/.test(found[3] ?? ''),
            line,
          },
        ]
      : []
  })
}

function readNginx({ path, content }: File): Listener[] {
  const blocks = blocksOf(content)
  if (blocks.some(({ head }) => head === 'stream')) return []
  const upstreams = new Map(
    blocks.filter(({ head }) => head.startsWith('upstream ')).map((block) => [block.head.split(' ')[1] ?? '', block]),
  )
  return blocks
    .filter(({ head }) => head === 'server')
    .flatMap((server) => {
      const text = server.body.map((line) => line.text).join('\n')
      const listen = /^listen (?:\S+:)?(\d+)([^;]*);/m.exec(text)
      const pass = /^proxy_pass (?:(https?):\/\/)?([A-Za-z0-9_.-]+);/m.exec(text)
      const pool = pass && upstreams.get(pass[2] ?? '')
      const names = (/^server_name ([^;]+);/m.exec(text)?.[1] ?? '')
        .split(/\s+/)
        .filter((name) => /^[A-Za-z0-9]/.test(name))
      if (!listen || !pool) return []
      return [
        {
          path,
          software: 'nginx' as const,
          line: server.line,
          names,
          port: Number(listen[1]),
          tls: /\bssl\b/.test(listen[2] ?? ''),
          upstreams: upstreamsOf(pool),
          upstreamTls: pass[1] === 'https' || (pass[1] === undefined && /proxy_ssl on/.test(text)),
          sticky: pool.body.some(({ text: line }) => /^(?:ip_hash|hash |sticky)/.test(line)),
          text,
        },
      ]
    })
}

function readHaproxy({ path, content }: File): Listener[] {
  const sections: Block[] = []
  for (const [at, raw] of content.split('\n').entries()) {
    const text = raw.replace(/(?:^|\s)#.*$/, '').trim()
    if (text === '') continue
    if (/^\S/.test(raw)) sections.push({ head: text, line: at + 1, body: [] })
    else sections.at(-1)?.body.push({ text, line: at + 1 })
  }
  const named = new Map(sections.map((section) => [section.head, section]))
  return sections
    .filter(({ head }) => /^(?:frontend|listen) /.test(head))
    .flatMap((front) => {
      const lines = front.body.map(({ text }) => text)
      const bind = lines.map((line) => /^bind \S*:(\d+)(.*)$/.exec(line)).find((found) => found !== null)
      const names = (acl: string) =>
        lines.flatMap((line) => {
          const found = new RegExp(`^acl ${acl} (?:hdr\\(host\\)|req\\.ssl_sni)\\S* -i (.*)$`).exec(line)
          return found ? (found[1] ?? '').split(/\s+/) : []
        })
      const routes = lines.flatMap((line) => {
        const asked = /^use_backend (\S+) if \{ req\.ssl_sni -i ([^}]*) \}/.exec(line)
        if (asked) return [{ backend: asked[1] ?? '', names: (asked[2] ?? '').split(/\s+/) }]
        const found = /^use_backend (\S+) if (\S+)/.exec(line)
        return found ? [{ backend: found[1] ?? '', names: names(found[2] ?? '') }] : []
      })
      const fallback = lines.map((line) => /^default_backend (\S+)/.exec(line)?.[1]).find(Boolean)
      if (fallback !== undefined && routes.length === 0) routes.push({ backend: fallback, names: [] })
      return routes.flatMap((route): Listener[] => {
        const back = named.get(`backend ${route.backend}`)
        if (!bind || !back) return []
        const servers = back.body.flatMap(({ text, line }) => {
          const found = /^server \S+ ([^\s:]+):(\d+)(.*)$/.exec(text)
          return found ? [{ host: found[1] ?? '', port: Number(found[2]), rest: found[3] ?? '', line }] : []
        })
        return [
          {
            path,
            software: 'haproxy',
            line: front.line,
            names: route.names,
            port: Number(bind[1]),
            tls: / ssl /.test(`${bind[2]} `),
            upstreams: servers.map(({ host, port, rest, line }) => ({
              host,
              port,
              line,
              checked: / check\b/.test(rest),
            })),
            upstreamTls: servers.some(({ rest }) => / ssl /.test(`${rest} `)),
            sticky: back.body.some(({ text }) => /^(?:cookie|stick|balance source)/.test(text)),
            text: [
              ...lines,
              ...back.body.map(({ text }) => text),
              ...(named.get('defaults')?.body ?? []).map(({ text }) => text),
            ].join('\n'),
          },
        ]
      })
    })
}
