import { describe, expect, test } from 'vitest'
import type { Design } from '../../../model/design'
import { PATTERNS } from '../../../patterns'
import { resolve } from '../../../wiring/resolve'
import { generateVm } from '..'

/** What somebody needs who has nothing but the bundle. */
const template = PATTERNS.find(({ id }) => id === 'pattern-3')?.template('4.7.0') as Design

function read(design: Design, path: string): string {
  return generateVm(resolve(design)).find((file) => file.path === path)?.content ?? ''
}

const withSoftware = (software: string, layer = 7): Design => ({
  ...template,
  topology: {
    ...template.topology,
    components: template.topology.components.map((component) =>
      component.kind === 'load-balancer'
        ? { ...component, properties: { ...component.properties, software, layer } }
        : component,
    ),
  },
})

describe('the runbook', () => {
  const readme = read(template, 'README.md')

  test('copies the bundle to every machine that runs something of it, load balancers too', () => {
    const hosts = /^for host in (.*); do$/m.exec(readme)?.[1]?.split(' ') ?? []
    const commands = [...readme.matchAll(/^On `([^`]+)`, for `/gm)].map(([, host]) => host)
    expect(hosts).toEqual(expect.arrayContaining([...commands, 'lb1.apim.example.com', 'lb2.apim.example.com']))
    expect(hosts).toHaveLength(8)
  })

  test('names every program that its commands and scripts call', () => {
    for (const program of ['unzip', 'curl', 'openssl', 'rsync', 'sudo', 'bash']) {
      expect(/Every machine: .*/.exec(readme)?.[0]).toContain(`\`${program}\``)
    }
  })

  test('says what the driver file is called, and where packs and the JDK are looked for', () => {
    expect(readme).toContain('a file `mysql-connector-*.jar` in a folder `drivers` of this bundle')
    expect(readme).toContain('in a folder `packs` of this bundle')
    expect(readme).toContain('looks for the JDK in `/usr/lib/jvm/java-21-openjdk`')
  })

  test('tells what keepalived moves from what is set up by hand', () => {
    expect(readme).toMatch(
      /\| `vip` \| `gw\.apim\.example\.com` \| 80, 443, 8099, 9099, 8021, 9021 \| `lb1`, `lb2` \| keepalived \|/,
    )
  })

  test('says with which password to sign in first', () => {
    expect(readme).toContain('as `admin`, with `APIM_ADMIN_PASSWORD` of `security/secrets.env`')
  })

  test('says how to undo packet filters, and where Ansible put the bundle', () => {
    expect(readme).toContain('`network/README.md` how to undo packet filters')
    expect(readme).toContain('/var/lib/wso2am-bundle')
  })
})

describe('packet filters', () => {
  const steps = [...read(template, 'README.md').matchAll(/^### \d+\. (.*)$/gm)].map(([, title]) => title)
  const readme = read(template, 'network/README.md')

  test('are a step after the last server and before verification', () => {
    expect(steps.slice(-4)).toEqual(['Gateways', 'Packet filters', 'Verify', 'Clean up'])
  })

  test('are named for every machine that has them', () => {
    const paths = generateVm(resolve(template)).map(({ path }) => path)
    const filters = paths.filter((path) => /\.nft$|topology\.xml$/.test(path))
    expect(filters.length).toBeGreaterThan(10)
    for (const path of filters) expect(readme).toContain(`\`${path}\``)
  })

  test('are not spoken of where there is no machine', () => {
    const empty = { ...template, topology: { places: [], components: [], connections: [] } }
    expect(generateVm(resolve(empty)).map(({ path }) => path)).not.toContain('network/README.md')
  })
})

describe('the README of a load balancer', () => {
  test.each([
    ['nginx', '/etc/nginx/nginx.conf'],
    ['haproxy', '/etc/haproxy/haproxy.cfg'],
  ])('for %s keeps the configuration that was there, and puts it back', (software, file) => {
    const readme = read(withSoftware(software), 'load-balancers/lb1/README.md')
    expect(readme).toContain(`sudo cp -n ${file} ${file}.before\n`)
    expect(readme).toContain(`sudo mv ${file}.before ${file}\n`)
    expect(readme).toContain(`sudo systemctl enable ${software}\n`)
    expect(readme).toContain('cd ~/wso2am-bundle/load-balancers/lb1\n')
    expect(readme).toContain('sudo systemctl disable --now keepalived\n')
    // Names that DNS does not know yet after a restart of the machine.
    expect(readme).toContain(`\`sudo systemctl reload ${software}\``)
    expect(readme).toContain('Keep the names in `/etc/hosts` as well')
  })

  test('does not say that paths are refused where connections are passed through', () => {
    expect(read(template, 'load-balancers/lb1/README.md')).toContain('`/carbon` is refused there')
    expect(read(withSoftware('nginx', 4), 'load-balancers/lb1/README.md')).not.toContain('refused there')
  })

  test('tells SELinux of every port that is not usual for the web', () => {
    // With worker_rlimit_nofile refused NGINX starts, and runs out of files under load.
    expect(read(template, 'load-balancers/lb1/README.md')).toContain('sudo setsebool -P httpd_setrlimit on')
    expect(read(template, 'load-balancers/lb1/README.md')).toContain('for port in 8021 8099 9021 9099 9443; do')
    expect(read(withSoftware('haproxy'), 'load-balancers/lb1/README.md')).toContain('haproxy_connect_any')
  })

  test('says what the values of keepalived are, and leaves them out of the commands', () => {
    const readme = read(template, 'load-balancers/lb1/README.md')
    expect(readme).toContain('$VRRP_PASS=\n')
    expect(readme).toContain(
      '# IPv4 address of vip.apim.example.com, with its prefix length: 10.0.0.9/24\n$ADDRESS_51=\n',
    )
    expect(readme).toContain('The number 51 of `virtual_router_id` must be free in this network.')
  })
})

test('the README of a database fills it with commands that work as they stand', () => {
  expect(read(template, 'databases/db1/README.md')).toContain(
    "unzip -qo ../../packs/wso2am-acp-4.7.0.zip 'wso2am-acp-4.7.0/dbscripts/*'\n" +
      './create.sh --dbscripts wso2am-acp-4.7.0/dbscripts\n',
  )
})
