import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateVm } from '.'
import ORDER from './install/order.sh?raw'
import { balancerSamples, patternSamples, type Sample } from './testing/deployments'
import { extraSamples } from './testing/extra-samples'
import { distinct, run, scratch, unpack } from './testing/tools'

/** Ansible reads the playbook and the inventory, and its linter judges them. */
const folder = scratch()
const samples: Sample[] = [...patternSamples(), ...extraSamples(), ...balancerSamples()]
const bundles = distinct(
  samples.map(({ deployment }) => generateVm(deployment).filter(({ path }) => path.startsWith('ansible/'))),
  (files) => files.find(({ path }) => path.endsWith('/site.yaml'))?.content ?? '',
).filter((files) => files.length > 0)

beforeAll(() => {
  for (const files of bundles) unpack(files, folder)
  mkdirSync(join(folder, 'home'))
  for (const [index, files] of bundles.entries()) {
    const content = (name: string) => files.find(({ path }) => path === `ansible/${name}`)?.content ?? ''
    writeFileSync(join(folder, 'ansible', `site-${index}.yaml`), content('site.yaml'))
    writeFileSync(join(folder, 'ansible', 'inventory', `hosts-${index}.yaml`), content('inventory/hosts.yaml'))
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function ansible(command: string, args: readonly string[]) {
  const env = { HOME: join(folder, 'home'), ANSIBLE_NOCOWS: '1', ANSIBLE_LOCALHOST_WARNING: 'false' }
  return run(command, args, { cwd: join(folder, 'ansible'), env })
}

function sites(): string[] {
  return readdirSync(join(folder, 'ansible')).filter((name) => name.startsWith('site-'))
}

describe('Ansible', () => {
  test('reads every playbook', () => {
    expect(sites().length).toBeGreaterThan(4)
    const { status, output } = ansible('ansible-playbook', [
      ...['--syntax-check', '-i', 'inventory/hosts.yaml'],
      ...sites(),
    ])
    expect(output).not.toMatch(/ERROR|WARNING(?!.*Could not match supplied host pattern)/)
    expect(status).toBe(0)
  })

  test('knows every machine and server of the drawing from the inventory', () => {
    const sample = samples.find(({ name }) => name === 'pattern-3 4.7.0')
    const files = sample ? generateVm(sample.deployment) : []
    const inventory = files.find(({ path }) => path === 'ansible/inventory/hosts.yaml')
    writeFileSync(join(folder, 'one.yaml'), inventory?.content ?? '')
    const { output } = ansible('ansible-inventory', ['-i', join(folder, 'one.yaml'), '--list'])
    const read = JSON.parse(output)
    const folders = Object.values<{ apim_servers?: { folder: string }[] }>(read._meta.hostvars)
      .flatMap(({ apim_servers }) => apim_servers ?? [])
      .map((server) => `${server.folder}/install.sh`)
    expect(folders.sort()).toEqual(files.map(({ path }) => path).filter((path) => path.endsWith('/install.sh')))
    expect(read.load_balancers.hosts).toEqual(['lb1', 'lb2'])
    expect(inventory?.content).not.toMatch(/password|secret/i)
  })

  test('its linter has nothing to say', () => {
    const { status, output } = ansible('ansible-lint', ['--offline', '-q', '--nocolor', 'site.yaml', 'tasks'])
    expect([status, output.replace(/^WARNING.*\n/gm, '')]).toEqual([0, ''])
  })

  test('takes for unchanged what install.sh calls unchanged', () => {
    const tasks = bundles[0]?.find(({ path }) => path === 'ansible/tasks/server.yaml')?.content ?? ''
    const [, words = '-'] = /changed_when: "'([^']+)' not in/.exec(tasks) ?? []
    expect(ORDER).toContain(`${words}.`)
  })
})
