import { describe, expect, test } from 'vitest'
import { RELAYED } from '../../../links/passage'
import type { Properties } from '../../../model/design'
import { purposesToChoose } from '../../../wiring/judge'
import { resolve } from '../../../wiring/resolve'
import { generateVm } from '..'
import { beforeServices, kindsBehind, SERVICE_IDS } from '../testing/before-services'

const filesOf = (properties: Properties, id: (typeof SERVICE_IDS)[number]) => {
  const deployment = resolve(beforeServices(properties, [id], false))
  const files = generateVm(deployment)
  const contentOf = (ending: string) => files.find(({ path }) => path.endsWith(ending))?.content ?? ''
  return { deployment, files, contentOf }
}

describe.each(SERVICE_IDS)('%s behind a load balancer', (id) => {
  const kinds = kindsBehind(id)
  const [kind] = kinds
  if (!kind) throw new Error(`nothing is ${id}`)

  test('may be drawn, and no ingress may lead to it', () => {
    const purposes = RELAYED.find((service) => service.id === id)?.purposes ?? []
    for (const behind of kinds) {
      expect(purposesToChoose('load-balancer', behind).some((purpose) => purposes.includes(purpose))).toBe(true)
      expect(purposesToChoose('ingress', behind)).toEqual([])
    }
  })

  test.each([
    ['nginx.conf', {}],
    ['haproxy.cfg', { software: 'haproxy' }],
  ])('is in %s, and in every table', (file, properties) => {
    const { deployment, contentOf } = filesOf(properties, id)
    const [relay] = deployment.relays
    if (!relay) throw new Error('nothing is passed on')
    expect(deployment.relays).toHaveLength(1)
    expect(relay.next.map(({ instance }) => instance.kind).sort()).toEqual(kinds.flatMap((one) => [one, one]).sort())
    const configuration = contentOf(file)
    for (const { host, port } of relay.next) expect(configuration).toContain(`${host}:${port}`)
    expect(configuration).toMatch(new RegExp(`(listen|bind) :?${relay.port}\\b`))
    const rows = contentOf('firewall.csv').split('\n')
    const row = (from: string, to: string, port: number) =>
      rows.some((line) => line.startsWith(`${from},${to},${port},tcp,`))
    for (const { host, port } of relay.next) expect(row(relay.transit.hostname, host, port), host).toBe(true)
    // No machine fetches images.
    const isDialled = id !== 'images'
    expect(rows.some((line) => line.split(',')[1] === relay.host && line.split(',')[2] === `${relay.port}`)).toBe(
      isDialled,
    )
    for (const { host } of relay.next) {
      const direct = rows.filter((line) => line.split(',')[1] === host && line.split(',')[0] !== relay.transit.hostname)
      expect(
        direct.filter((line) => line.startsWith('gw') || line.startsWith('acp')),
        host,
      ).toEqual([])
    }
    expect(contentOf('network/hosts')).toContain(relay.host)
    expect(contentOf('lbs/README.md')).toContain(`| ${relay.port} | TCP`)
    expect(contentOf('verify/verify.sh')).toContain(
      `entry balancer:lbs ${relay.transit.hostname} ${relay.host} ${relay.port}`,
    )
  })

  test('is in the settings of a managed one', () => {
    const { contentOf, files } = filesOf({ managed: true }, id)
    expect(files.filter(({ path }) => /nginx\.conf|haproxy\.cfg/.test(path))).toEqual([])
    expect(contentOf('lbs/README.md')).toMatch(/TCP as it comes/)
  })
})
