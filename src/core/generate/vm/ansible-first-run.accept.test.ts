import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle, folder, installed, play, prepare, started, tidy, toml, UNIT } from './testing/ansible-machines'

/** One first installation on one machine of each sort: `ansible-run.accept.test.ts` has all machines, and all later runs. */
beforeAll(prepare)
afterAll(tidy)

test('the playbook installs and starts a server, and the load balancer in front of it', () => {
  const { status, output, recap } = play('--limit', 'localhost,vm1,lb1')
  expect([status, status === 0 ? '' : output]).toEqual([0, ''])
  expect(Object.keys(recap)).toEqual(['lb1', 'vm1'])
  expect(started('vm1')).toEqual([`start ${UNIT}`])
  expect(started('lb1')).toEqual(['start nginx', 'reload nginx'])
  expect(started('vm2')).toEqual([])
  expect(installed('gw1')).toBe(readFileSync(join(bundle, 'hosts', toml('gw1')), 'utf8'))
  expect(readdirSync(join(folder, 'vm1/var-lib/wso2am-bundle/security')).sort()).toEqual(['keystores', 'secrets.env'])
})
