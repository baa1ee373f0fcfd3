import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  bin,
  bundle,
  change,
  folder,
  installed,
  MACHINES,
  network,
  play,
  prepare,
  started,
  tidy,
  toml,
  UNIT,
} from './testing/ansible-machines'
import { write } from './testing/stand-in'

/** The whole playbook, again and again: what it does when run again, where something fails, and when asked by name. */
beforeAll(prepare)
afterAll(tidy)

describe('the playbook', () => {
  test('installs and starts every server in order, and run again changes nothing', () => {
    const first = play()
    expect([first.status, first.status === 0 ? '' : first.output]).toEqual([0, ''])
    expect(started('vm1')).toEqual([`start ${UNIT}`])
    expect(started('vm2')).toEqual([`start ${UNIT}`])
    expect(started('lb1')).toEqual(['start nginx', 'reload nginx'])
    for (const server of ['gw1', 'gw2'] as const) {
      expect(installed(server)).toBe(readFileSync(join(bundle, 'hosts', toml(server)), 'utf8'))
    }
    expect(readdirSync(join(folder, 'vm1/var-lib/wso2am-bundle/security')).sort()).toEqual(['keystores', 'secrets.env'])

    const second = play()
    expect(second.status).toBe(0)
    expect(second.recap).toEqual({
      vm1: { changed: 0, failed: 0 },
      vm2: { changed: 0, failed: 0 },
      lb1: { changed: 0, failed: 0 },
    })
    expect([...started('vm1'), ...started('vm2'), ...started('lb1')]).toEqual([])
  })

  test('stops at a machine that fails, before the next one, and later restarts what it could not restart then', () => {
    appendFileSync(join(bundle, 'load-balancers/lb1/nginx.conf'), '# changed\n')
    for (const server of ['gw1', 'gw2'] as const) change(server, 'changed')
    const deaf = join(folder, 'lb1/broken-nginx')
    write(deaf, '')
    const first = play()
    expect(first.recap.lb1?.failed).toBe(1)
    expect(first.output).toContain('nginx does not reload')
    expect([started('lb1'), started('vm1')]).toEqual([['reload nginx'], []])

    rmSync(deaf)
    const broken = join(folder, 'vm1', `broken-${UNIT}`)
    write(broken, '')
    const stopped = play()
    expect(stopped.status).not.toBe(0)
    expect(stopped.recap.vm1?.failed).toBe(1)
    // Its configuration was in place already; it had not been read.
    expect(started('lb1')).toEqual(['reload nginx'])
    expect(stopped.output).toContain(`${UNIT} does not restart`)
    expect(started('vm1')).toEqual([`restart ${UNIT}`])
    expect(started('vm2')).toEqual([])
    expect([installed('gw1').endsWith('# changed\n'), installed('gw2').endsWith('# changed\n')]).toEqual([true, false])

    rmSync(broken)
    expect(play().status).toBe(0)
    // On vm1 install.sh finds nothing to change any more; the server still ran with what it had before.
    expect(started('vm1')).toEqual([`restart ${UNIT}`])
    expect(started('vm2')).toEqual([`restart ${UNIT}`])
  })

  test('loads the packet filter of every machine when it is asked for by name, and again after a restart', () => {
    const unchanged = { changed: 0, failed: 0 }
    write(join(bin, 'machine/firewall-cmd'), '#!/bin/sh\necho running\n', 0o755)
    const refused = play('--tags', 'firewall')
    expect(refused.output).toContain('firewalld runs here')
    expect(refused.recap.vm1).toEqual({ changed: 0, failed: 1 })
    write(join(bin, 'machine/firewall-cmd'), '#!/bin/sh\nexit 252\n', 0o755)

    const redHat = join(folder, 'vm2/own-etc/sysconfig/nftables.conf')
    write(redHat, '')
    const first = play('--tags', 'firewall')
    expect([first.status, first.status === 0 ? '' : first.output]).toEqual([0, ''])
    expect(Object.keys(first.recap).sort()).toEqual(Object.keys(MACHINES).sort())
    expect(network.run('nft', ['list', 'table', 'inet', 'topology']).output).toContain('policy drop')
    const include = 'include "/etc/nftables-topology.nft"\n'
    expect(readFileSync(redHat, 'utf8')).toBe(include)
    expect(readFileSync(join(folder, 'vm1/own-etc/nftables.conf'), 'utf8')).toContain(include)
    expect(play('--tags', 'firewall').recap).toEqual({ vm1: unchanged, vm2: unchanged, lb1: unchanged })
    rmSync(join(folder, 'vm2/run/nftables-topology.loaded'))
    const { vm1, vm2, lb1 } = play('--tags', 'firewall').recap
    expect([vm1, lb1, vm2?.changed]).toEqual([unchanged, unchanged, 2])
  })
})
