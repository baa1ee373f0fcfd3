import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Design } from '../../model/design'
import { resolve } from '../../wiring/resolve'
import { generateVm } from '.'
import { connect, design, patternSamples } from './testing/deployments'
import { run, scratch, unpack } from './testing/tools'

const folder = scratch()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const STORES = 'repository/deployment/server/userstores'
const drawn = (extra: Partial<Design['topology']> = {}): Design =>
  design(
    {
      components: [
        { id: 'acp1', kind: 'api-control-plane' },
        { id: 'acp2', kind: 'api-control-plane' },
        { id: 'km1', kind: 'key-manager' },
        { id: 'gw1', kind: 'universal-gateway' },
        ...(extra.components ?? []),
      ],
      connections: [
        ...connect(['acp1', 'acp2'], ['acp1', 'acp2']),
        ...connect(['gw1', 'km1'], ['acp1', 'acp2']),
        ...(extra.connections ?? []),
      ],
    },
    { settings: { domain: 'acme.internal', installDirectory: join(folder, 'servers') } },
  )

const scriptOf = (design: Design) =>
  generateVm(resolve(design)).find(({ path }) => path === 'common/copy-shared-folders.sh')

describe('the script that copies shared folders', () => {
  const home = join(folder, 'servers/acp1')
  const log = join(folder, 'rsync.log')
  const bin = join(folder, 'bin')

  /** Stands for rsync: what it was asked for goes to a log, and a file that is there makes it fail. */
  beforeEach(() => {
    for (const part of [log, home, join(folder, 'refuse')]) rmSync(part, { recursive: true, force: true })
    mkdirSync(bin, { recursive: true })
    writeFileSync(join(bin, 'rsync'), `#!/bin/sh\necho "$@" >>${log}\n[ ! -e ${join(folder, 'refuse')} ]\n`)
    chmodSync(join(bin, 'rsync'), 0o755)
    mkdirSync(join(home, STORES), { recursive: true })
    unpack(
      generateVm(resolve(drawn())).filter(({ path }) => path.startsWith('common/')),
      folder,
    )
  })

  const copy = (...args: readonly string[]) =>
    run('bash', [join(folder, 'common/copy-shared-folders.sh'), ...args], {
      env: { PATH: `${bin}:${process.env.PATH}` },
    })

  test('copies what is there to the peers alone, as the service user', () => {
    expect(copy('--from', 'acp1')).toMatchObject({ status: 0 })
    expect(readFileSync(log, 'utf8')).toBe(
      `--archive --chown=wso2carbon:wso2carbon --rsync-path=sudo rsync ${home}/${STORES}/ acp2.acme.internal:${folder}/servers/acp2/${STORES}/\n`,
    )
  })

  test('sends a copy where somebody who is not root has to ask for it', () => {
    writeFileSync(join(bin, 'id'), '#!/bin/sh\necho 1000\n')
    writeFileSync(join(bin, 'sudo'), `#!/bin/sh\necho sudo "$@" >>${log}\nexec "$@"\n`)
    for (const program of ['id', 'sudo']) chmodSync(join(bin, program), 0o755)
    try {
      expect(copy('--from', 'acp1')).toMatchObject({ status: 0 })
    } finally {
      for (const program of ['id', 'sudo']) rmSync(join(bin, program))
    }
    const calls = readFileSync(log, 'utf8').trim().split('\n')
    expect(calls).toContain(`sudo test -d ${home}/${STORES}`)
    const sent =
      calls
        .find((call) => call.startsWith('--archive'))
        ?.split(' ')
        .at(-2) ?? ''
    expect(sent).toMatch(new RegExp(`/${STORES}/$`))
    expect(calls).toContain(`sudo cp -a ${home}/${STORES} ${sent.slice(0, -1)}`)
    expect(existsSync(sent)).toBe(false)
  })

  test('takes tenants along where there are any, and never the databases', () => {
    mkdirSync(join(home, 'repository/tenants'), { recursive: true })
    mkdirSync(join(home, 'repository/database'), { recursive: true })
    expect(copy('--from', 'acp1', '--delete', '--dry-run')).toMatchObject({ status: 0 })
    const calls = readFileSync(log, 'utf8').trim().split('\n')
    expect(calls.map((call) => /servers\/acp2\/(\S+)\//.exec(call)?.[1])).toEqual([STORES, 'repository/tenants'])
    for (const call of calls) expect(call).toContain('--delete --dry-run --itemize-changes')
  })

  test('says what is wrong, and copies nothing then', () => {
    expect(copy()).toMatchObject({ status: 1, output: expect.stringContaining('--from') })
    expect(copy('--from', 'gw1')).toMatchObject({ status: 1, output: expect.stringContaining('shares folders') })
    expect(copy('--from', 'km1')).toMatchObject({ status: 1 })
    expect(copy('--from', 'acp2')).toMatchObject({
      status: 1,
      output: expect.stringContaining('on the machine of acp2'),
    })
    expect(copy('--form')).toMatchObject({ status: 1, output: expect.stringContaining('unknown option') })
    expect(existsSync(log)).toBe(false)
  })

  test('ends with an error where a copy failed', () => {
    writeFileSync(join(folder, 'refuse'), '')
    expect(copy('--from', 'acp1')).toMatchObject({ status: 1, output: expect.stringContaining('not everything') })
  })

  test('names the servers that it can copy from', () => {
    expect(copy('--help')).toMatchObject({ status: 0, output: expect.stringContaining('one of: acp1 acp2') })
  })
})

describe('whether there is one', () => {
  test('is a matter of servers that stand for each other', () => {
    for (const { name, deployment } of patternSamples()) {
      const paired = !name.startsWith('pattern-0')
      const made = generateVm(deployment).some(({ path }) => path === 'common/copy-shared-folders.sh')
      expect([name, made]).toEqual([name, paired])
    }
  })

  test('a shared file system does the work instead', () => {
    const mounted = drawn({
      components: [{ id: 'nfs1', kind: 'shared-file-system' }],
      connections: connect(['acp1', 'acp2'], ['nfs1']),
    })
    expect(scriptOf(mounted)).toBeUndefined()
  })

  test('regions with the same users share too', () => {
    const sample = patternSamples().find(({ name }) => name === 'multi-dc-active-active 4.7.0')
    const script = sample && scriptOf(sample.deployment.design)?.content
    for (const server of ['east-acp1', 'east-acp2', 'west-acp1', 'west-acp2']) expect(script).toContain(`'1|${server}|`)
  })
})
