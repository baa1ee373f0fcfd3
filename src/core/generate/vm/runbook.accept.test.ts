import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generate } from '../../bundle'
import { SERVER_KINDS } from '../../kinds/server-kinds'
import type { Design } from '../../model/design'
import { PATTERNS } from '../../patterns'
import { resolve } from '../../wiring/resolve'
import { balancerStubs, OwnNetwork, type Stub } from './testing/own-network'
import { fakeJava, makePack, write } from './testing/stand-in'
import { must, run, scratch, unpack } from './testing/tools'

/**
 * Somebody who has never seen the project gets a zip of Pattern 3, drawn on two machines, and does what its README says,
 * word by word: every command below comes from a code block of it. The machines are folders; sudo, ssh, rsync and systemctl
 * are scripts that know which folder is meant; WSO2's packs are stand-ins that start servers for as long as the test takes.
 */
const folder = scratch()
const bundle = join(folder, 'work/bundle')
const MACHINES = {
  'vm-a': { address: '127.0.1.1', servers: ['gw1', 'tm1', 'acp1'] },
  'vm-b': { address: '127.0.1.2', servers: ['gw2', 'tm2', 'acp2'] },
  lb1: { address: '127.0.1.11', servers: ['lb1'] },
  lb2: { address: '127.0.1.12', servers: ['lb2'] },
} as const
const OFFSETS: Readonly<Record<string, number>> = { gw1: 0, gw2: 0, tm1: 1, tm2: 1, acp1: 2, acp2: 2 }
const NAMES = new Map<string, string>([
  ...Object.values(MACHINES).flatMap(({ address, servers }) =>
    servers.map((server): [string, string] => [`${server}.apim.example.com`, address]),
  ),
  ...['vip', 'gw', 'cp'].map((name): [string, string] => [`${name}.apim.example.com`, '127.0.1.11']),
  ['db.apim.example.com', '127.0.1.20'],
])

function pattern3OnTwoMachines(): Design {
  const drawn = PATTERNS.find(({ id }) => id === 'pattern-3')?.template('4.7.0') as Design
  const { topology } = drawn
  return {
    ...drawn,
    topology: {
      ...topology,
      places: [
        ...topology.places,
        { id: 'vm-a', kind: 'host', label: 'vm-a', parent: 'zone-a' },
        { id: 'vm-b', kind: 'host', label: 'vm-b', parent: 'zone-b' },
      ],
      components: topology.components.map((component) => {
        const offset = OFFSETS[component.id]
        if (offset === undefined) return component
        const place = component.place === 'zone-a' ? 'vm-a' : 'vm-b'
        return { ...component, place, properties: { ...component.properties, portOffset: offset } }
      }),
    },
    layout: {},
  }
}

/** A code block of the runbook, with the heading that it stands under and the sentence before it. */
interface Block {
  readonly heading: string
  readonly before: string
  readonly commands: string
}

function blocksOf(readme: string): Block[] {
  const blocks: Block[] = []
  let heading = ''
  let before = ''
  let open: string[] | undefined
  for (const line of readme.split('\n')) {
    if (open) {
      if (line === '```') {
        blocks.push({ heading, before, commands: open.join('\n') })
        open = undefined
      } else open.push(line)
    } else if (line.startsWith('```sh')) open = []
    else if (line.startsWith('#')) heading = line.replace(/^#+ (?:\d+\. )?/, '')
    else if (line !== '') before = line
  }
  return blocks
}

const SUDO = '#!/bin/sh\nexec "$@"\n'

/** Goes to the folder that stands for a machine. */
function sshScript(): string {
  const cases = Object.entries(MACHINES).map(([machine, { address, servers }]) => {
    const names = [machine, ...servers.map((server) => `${server}.apim.example.com`)].join(' | ')
    return `  ${names}) machine=${machine} address=${address} ;;\n`
  })
  return `#!/bin/sh
while [ "\${1#-}" != "$1" ]; do if [ "$1" = -o ]; then shift; fi; shift; done
case $1 in
${cases.join('')}  *) echo "ssh: unknown host $1" >&2; exit 255 ;;
esac
mkdir -p "${folder}/$machine/home"
cd "${folder}/$machine/home" || exit 255
HOME="${folder}/$machine/home" APIM_ROOT="${folder}/$machine" STAND_IN_ADDRESS=$address exec bash -c "$2"
`
}

/** rsync -a --exclude=FOLDER ./ HOST:FOLDER/ */
const RSYNC = `#!/bin/sh
ssh "\${4%%:*}" "mkdir -p '\${4#*:}' && cp -a '$PWD/.' '\${4#*:}' && rm -r '\${4#*:}\${2#*=}'"
`

/** Starts and stops what a unit says, with its environment. */
const SYSTEMCTL = `#!/bin/bash
case $1 in start | stop) ;; *) exit 0 ;; esac
while IFS= read -r line; do
  line=\${line//\\"/}
  case $line in
    Environment=*) export "\${line#Environment=}" ;;
    EnvironmentFile=*) while IFS= read -r pair; do export "\${pair?}"; done <"$APIM_ROOT\${line#*=}" ;;
    ExecStart=*) start=\${line#*=} ;;
  esac
done <"$APIM_ROOT/etc/systemd/system/\${2%.service}.service"
export STAND_IN_JAVA=$APIM_ROOT$JAVA_HOME
exec "$APIM_ROOT\${start% start}" "$1"
`

let network: OwnNetwork
const bin = join(folder, 'bin')

/** In a shell of the workstation, or of a machine when the runbook says so. */
function follow(commands: string, machine?: string): string {
  const script = machine === undefined ? commands : `ssh ${machine} ${quoted(`set -e\n${commands}`)}`
  const { status, output } = network.run('bash', ['-ec', script], {
    cwd: bundle,
    env: { PATH: `${bin}:${process.env.PATH}:/usr/sbin:/sbin` },
  })
  if (status !== 0) throw new Error(`${commands}\nended with ${status}:\n${output}`)
  return output
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`
}

beforeAll(async () => {
  write(join(bin, 'sudo'), SUDO, 0o755)
  write(join(bin, 'ssh'), sshScript(), 0o755)
  write(join(bin, 'rsync'), RSYNC, 0o755)
  write(join(bin, 'systemctl'), SYSTEMCTL, 0o755)
  write(join(bin, 'timedatectl'), '#!/bin/sh\necho yes\n', 0o755)
  for (const machine of ['vm-a', 'vm-b']) {
    fakeJava(join(folder, machine, 'usr/lib/jvm/java-21-openjdk'), '21.0.3')
  }
  // The workstation's keytool starts as fast as theirs.
  fakeJava(folder, '21.0.3')
  for (const kind of SERVER_KINDS) if (kind !== 'all-in-one' && kind !== 'key-manager') makePack(folder, kind, '4.7.0')
  const { files, name } = generate(resolve(pattern3OnTwoMachines()), 'vm')
  unpack(files, join(folder, 'exported', name))
  must('zip', ['-q', '-r', '../exported.zip', name], { cwd: join(folder, 'exported') })
  mkdirSync(join(folder, 'work'))
  must('unzip', ['-q', '../exported.zip'], { cwd: join(folder, 'work') })
  must('mv', [name, 'bundle'], { cwd: join(folder, 'work') })
  network = await OwnNetwork.open(folder, NAMES)
})

afterAll(async () => {
  for (const machine of ['vm-a', 'vm-b']) {
    const servers = join(folder, machine, 'opt/wso2')
    for (const server of existsSync(servers) ? readdirSync(servers) : []) {
      const pid = join(servers, server, 'wso2carbon.pid')
      if (existsSync(pid)) process.kill(Number(readFileSync(pid, 'utf8')))
    }
  }
  await network?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What is set up elsewhere: the database, and load balancers that show the certificate of create-keystores.sh. */
async function startSurroundings(): Promise<void> {
  const keystores = join(bundle, 'security/keystores')
  const stubs = (['lb1', 'lb2'] as const).flatMap((balancer): Stub[] => {
    const { address: host } = MACHINES[balancer]
    const authority = join(folder, balancer, 'etc/nginx/ssl/nodes-ca.pem')
    mkdirSync(dirname(authority), { recursive: true })
    copyFileSync(join(keystores, 'ca.pem'), authority)
    const names = ['gw.apim.example.com', 'cp.apim.example.com']
    return balancerStubs(host, names, join(bundle, 'load-balancers', balancer, 'certificates'))
  })
  await network.listen([...stubs, { host: '127.0.1.20', port: 3306 }])
}

describe('the README of an exported Pattern 3 on two machines', () => {
  test('leads from unzip to a green verify.sh, and back to nothing', async () => {
    expect(must('sha256sum', ['--quiet', '-c', 'SHA256SUMS'], { cwd: bundle })).toBe('')
    const readme = readFileSync(join(bundle, 'README.md'), 'utf8')
    expect(readme).toContain('with the packs that it needs in `packs` and the driver in `drivers`')
    must('cp', ['-r', join(folder, 'packs'), join(bundle, 'packs')])
    write(join(bundle, 'drivers/mysql-connector-j-8.4.0.jar'), 'driver\n')

    let verified = ''
    for (const { heading, before, commands } of blocksOf(readme)) {
      const on = /^On `([^`]+)`, for `/.exec(before)?.[1]
      if (heading === 'Changes and rollback') {
        for (const line of commands.split('\n')) follow(line, / # (\S+)$/.exec(line)?.[1])
      } else if (before.endsWith('from all of them:')) {
        for (const machine of ['vm-a', 'vm-b']) follow(commands, machine)
        const left = run('find', [
          join(folder, 'vm-a/home'),
          '-name',
          'secrets.env',
          '-o',
          '-name',
          '*.key',
          '-o',
          '-name',
          '*.jks',
        ])
        expect(left.output).toBe('')
      } else {
        const output = follow(commands, on)
        if (heading === 'Verify') verified = output
      }
      if (commands.includes('create-keystores.sh')) await startSurroundings()
    }

    const rows = verified.split('\n').filter((line) => /^(?:pass|FAIL|skip) /.test(line))
    expect(rows.filter((row) => row.startsWith('FAIL'))).toEqual([])
    expect(rows.filter((row) => row.startsWith('skip')).map((row) => row.split(' - ')[1])).toEqual([
      'the drawing does not say which TCP port',
      'the drawing does not say which TCP port',
    ])
    expect(rows.length).toBeGreaterThan(90)
    expect(verified).toMatch(/\n\d+ passed, 0 failed, 2 skipped\.\n/)
    for (const server of Object.keys(OFFSETS)) {
      expect(
        rows.some((row) => row.startsWith('pass') && row.includes(' health ') && row.includes(`(${server})`)),
      ).toBe(true)
    }
    for (const machine of ['vm-a', 'vm-b']) {
      expect(readdirSync(join(folder, machine)).sort()).toEqual(['home', 'usr'])
    }
  })
})
