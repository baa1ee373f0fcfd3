import { dialledByServers, isControlAt, outsiders, serverAt } from './reading'
import type { Rule } from './rule'

/** Load balancers. */
export const BALANCERS: readonly Rule[] = [
  {
    number: 68,
    severity: 'E',
    says: 'browsers stay on one of several control planes',
    check: (bundle) =>
      bundle.listeners
        .filter(
          ({ upstreams }) =>
            upstreams.length > 1 && upstreams.every(({ host, port }) => isControlAt(bundle, host, port)),
        )
        .filter(({ sticky }) => !sticky)
        .map(({ path, line }) => `${path}:${line} is not sticky`),
  },
  {
    number: 69,
    severity: 'W',
    says: 'gateways, key managers and traffic managers are not sticky',
    check: (bundle) =>
      bundle.listeners
        .filter(
          ({ sticky, upstreams }) => sticky && !upstreams.some(({ host, port }) => isControlAt(bundle, host, port)),
        )
        .filter(({ upstreams }) => upstreams.some(({ host, port }) => serverAt(bundle, host, port) !== undefined))
        .map(({ path, line }) => `${path}:${line} is sticky`),
  },
  {
    number: 70,
    severity: 'W',
    says: 'load balancers leave out what does not answer',
    check: (bundle) =>
      bundle.listeners.flatMap(({ path, upstreams }) =>
        upstreams.filter(({ checked }) => !checked).map(({ line }) => `${path}:${line} is not checked`),
      ),
  },
  {
    number: 71,
    severity: 'W',
    says: 'management paths are closed on entries that only people use',
    check: (bundle) => {
      const dialled = dialledByServers(bundle)
      const open = new Set(outsiders(bundle).map(({ to }) => to))
      return bundle.listeners
        .filter(
          ({ names, upstreams }) =>
            upstreams.some(({ host, port }) => isControlAt(bundle, host, port)) &&
            names.some((name) => open.has(name)) &&
            !names.some((name) => dialled.has(name)),
        )
        .filter(({ text }) => !(text.includes('carbon') && text.includes('services')))
        .map(({ path, line }) => `${path}:${line} shows management paths`)
    },
  },
  {
    number: 72,
    severity: 'E',
    says: 'entries that servers dial let their paths pass',
    check: (bundle) => {
      const dialled = dialledByServers(bundle)
      return bundle.listeners
        .filter(({ names, tls }) => tls && names.some((name) => dialled.has(name)))
        .filter(({ text }) => /(?:location|path)[^\n]*(?:services|internal)/.test(text) && /return 403|deny/.test(text))
        .map(({ path, line }) => `${path}:${line} refuses what servers ask`)
    },
  },
  {
    number: 73,
    severity: 'W',
    says: 'traffic stays encrypted behind the load balancer',
    check: (bundle) =>
      bundle.listeners
        .filter(
          ({ tls, upstreams, upstreamTls }) =>
            tls &&
            (!upstreamTls ||
              upstreams.some(({ host, port }) =>
                [9763, 8280, 9099, 9021].includes(port - (serverAt(bundle, host, port)?.offset ?? 0)),
              )),
        )
        .map(({ path, line }) => `${path}:${line} ends TLS`),
  },
  {
    number: 74,
    severity: 'W',
    says: 'WebSocket entries upgrade and wait',
    check: (bundle) =>
      bundle.listeners
        .filter(({ upstreams }) =>
          upstreams.some(({ host, port }) => [8099, 9099].includes(port - (serverAt(bundle, host, port)?.offset ?? 0))),
        )
        .filter(({ text }) => !/^proxy_timeout [1-9]\d*h;$/m.test(text))
        .filter(({ software, text }) =>
          software === 'nginx'
            ? !/Upgrade \$http_upgrade/.test(text) ||
              !/proxy_read_timeout (?:[1-9]\d*h|[1-9]\d{3,}s|[1-9]\dm)/.test(text)
            : !/timeout tunnel/.test(text),
        )
        .map(({ path, line }) => `${path}:${line} drops WebSocket`),
  },
]
