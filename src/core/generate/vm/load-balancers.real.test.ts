import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GeneratedFile } from '../../serialize/file-tree'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { serviceSamples } from './testing/before-services'
import { balancerSamples, patternSamples, type Sample } from './testing/deployments'
import { extraSamples } from './testing/extra-samples'
import { distinct, must, run, scratch } from './testing/tools'

/** NGINX and HAProxy judge their configuration, with names that resolve and certificates that exist. */
const samples: Sample[] = [...patternSamples(), ...extraSamples(), ...balancerSamples(), ...serviceSamples()]
const folder = scratch()
const certificate = join(folder, 'pair.crt')
const key = join(folder, 'pair.key')

beforeAll(() => {
  must('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=test'],
    ...['-keyout', key, '-out', certificate],
  ])
  const names = new Set(
    samples.flatMap(({ deployment }) => [
      ...deployment.instances.map((instance) => instance.hostname),
      ...deployment.entries.map((entry) => entry.host),
    ]),
  )
  writeFileSync(
    join(folder, 'hosts'),
    `127.0.0.1 localhost\n${[...names].map((name) => `127.0.0.1 ${name}\n`).join('')}`,
  )
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function filesNamed(name: string): GeneratedFile[] {
  const files = samples.flatMap(({ deployment }) =>
    generateVm(deployment).filter((file) => file.path.endsWith(`/${name}`)),
  )
  return distinct(files, (file) => file.content)
}

/** Root may change what /etc/hosts is for one command; anybody may in a namespace of their own. */
function inOwnNames(script: string) {
  const flags = process.getuid?.() === 0 ? ['--mount'] : ['--map-root-user', '--mount']
  return run('unshare', [...flags, 'sh', '-c', `mount --bind "${folder}/hosts" /etc/hosts && ${script}`])
}

describe('NGINX', () => {
  test('accepts every configuration without a warning', () => {
    const files = filesNamed('nginx.conf')
    expect(files.length).toBeGreaterThan(8)
    const place = join(folder, 'nginx')
    mkdirSync(place)
    files.forEach((file, index) => {
      const text = file.content
        .replace(/\/etc\/nginx\/ssl\/[^;\s]+\.(?:crt|pem)/g, certificate)
        .replace(/\/etc\/nginx\/ssl\/[^;\s]+\.key/g, key)
        .replace(/\/run\/nginx\.pid/g, join(folder, 'nginx.pid'))
        .replace(/\/var\/log\/nginx/g, folder)
      writeFileSync(join(place, `${index}.conf`), text)
    })
    const { output } = inOwnNames(
      `for file in "${place}"/*.conf; do nginx -q -t -c "$file" || echo "refused: $file"; done`,
    )
    expect(output).toBe('')
  })
})

describe('HAProxy', () => {
  test('accepts every configuration without a warning', () => {
    const files = filesNamed('haproxy.cfg')
    expect(files.length).toBeGreaterThan(1)
    const place = join(folder, 'haproxy')
    const certificates = join(folder, 'certs')
    mkdirSync(place)
    mkdirSync(certificates)
    must('sh', ['-c', `cat "${certificate}" "${key}" > "${certificates}/pair.pem"`])
    files.forEach((file, index) => {
      const text = file.content
        .replace(/\/etc\/haproxy\/certs\//g, `${certificates}/`)
        .replace(/\/etc\/haproxy\/nodes-ca\.pem/g, certificate)
      writeFileSync(join(place, `${index}.cfg`), text)
    })
    // Its quiet mode would keep warnings to itself.
    const { output } = inOwnNames(
      `for file in "${place}"/*.cfg; do haproxy -c -f "$file" || echo "refused: $file"; done`,
    )
    expect(output.replaceAll('Configuration file is valid\n', '')).toBe('')
  })
})

describe('a running NGINX', () => {
  test('redirects, routes by name, closes what is not for outsiders and drops unknown names', () => {
    const sample = balancerSamples().find(({ name }) => name === 'public portals')
    const file = generateVm(resolve(sample?.deployment.design as never)).find((item) =>
      item.path.endsWith('/nginx.conf'),
    )
    const port = (listen: number) => 20000 + listen
    const text = (file?.content ?? '')
      .replace(/\/etc\/nginx\/ssl\/[^;\s]+\.(?:crt|pem)/g, certificate)
      .replace(/\/etc\/nginx\/ssl\/[^;\s]+\.key/g, key)
      .replace(/\/run\/nginx\.pid/g, join(folder, 'running.pid'))
      .replace(/\/var\/log\/nginx/g, folder)
      .replace(/listen (\d+)/g, (_, listen) => `listen 127.0.0.1:${port(Number(listen))}`)
    const path = join(folder, 'running.conf')
    writeFileSync(path, text)
    const ask = (name: string, listen: number, rest: string) =>
      `curl -sk -o /dev/null -w '%{http_code} %{redirect_url}\\n' --resolve ${name}:${port(listen)}:127.0.0.1 ${listen === 80 ? 'http' : 'https'}://${name}:${port(listen)}${rest} || echo dropped`
    const { output } = inOwnNames(
      [
        `nginx -q -c ${path}`,
        ask('portals.acme.com', 80, '/devportal'),
        ask('portals.acme.com', 443, '/carbon/admin'),
        ask('portals.acme.com', 443, '/services'),
        ask('portals.acme.com', 443, '/servicesX'),
        ask('gw.acme.com', 443, '/carbon/admin'),
        ask('elsewhere.example', 443, '/'),
        `kill $(cat ${join(folder, 'running.pid')})`,
      ].join('\n'),
    )
    expect(output.split('\n')).toEqual([
      '308 https://portals.acme.com/devportal',
      '403 ',
      '403 ',
      '502 ',
      '502 ',
      '000 ',
      'dropped',
      '',
    ])
  })
})
