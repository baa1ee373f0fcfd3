import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { resolve } from '../../../wiring/resolve'
import { generateVm } from '..'
import { connect, design } from './deployments'
import { OwnNetwork } from './own-network'
import { fakeJava, makePack, write } from './stand-in'
import { must, scratch, unpack } from './tools'

/**
 * For tests that run the playbook: a gateway on each of two machines, and NGINX in front of them. In place of ssh a script goes to the
 * folder that stands for a machine; its /etc, /opt, /run and /var/lib are that folder's, and systemctl starts what a unit
 * says. WSO2's packs are stand-ins. Nobody becomes another user, no package is installed, and verify.sh, which has tests of
 * its own, only says that it ran.
 */
export const folder = scratch()
export const bundle = join(folder, 'bundle')
export const bin = join(folder, 'bin')
export const MACHINES = { vm1: '127.0.1.1', vm2: '127.0.1.2', lb1: '127.0.1.3' } as const
export const SERVERS = { gw1: 'vm1', gw2: 'vm2' } as const
export const UNIT = 'wso2am-universal-gw'

const files = generateVm(
  resolve(
    design({
      places: Object.entries(MACHINES).map(([id, address]) => ({ id, kind: 'host', properties: { address } })),
      components: [
        { id: 'gw1', kind: 'universal-gateway', place: 'vm1' },
        { id: 'gw2', kind: 'universal-gateway', place: 'vm2' },
        { id: 'lb1', kind: 'load-balancer', place: 'lb1', properties: { hostname: 'gw.acme.internal' } },
        { id: 'consumer', kind: 'api-consumer' },
      ],
      connections: [...connect(['consumer'], ['lb1']), ...connect(['lb1'], ['gw1', 'gw2'])],
    }),
  ),
)

const SSH = `#!/bin/bash
while [[ $1 == -* ]]; do case $1 in -[oEiFlp]) shift 2 ;; *) shift ;; esac; done
case $1 in
${Object.entries(MACHINES)
  .map(([machine, address]) => `  ${address}) export MACHINE="${folder}/${machine}" STAND_IN_ADDRESS=${address} ;;\n`)
  .join('')}  *) exit 255 ;;
esac
export APIM_ROOT=$MACHINE HOME=$MACHINE/home PATH="${bin}/machine:$PATH" COMMAND=$2
exec unshare --mount sh -c 'mount --bind "$MACHINE/own-etc" /etc && mount --bind "$MACHINE/opt" /opt &&
  mount --bind "$MACHINE/run" /run && mount --bind "$MACHINE/var-lib" /var/lib && exec sh -c "$COMMAND"'
`

const SYSTEMCTL = `#!/bin/bash
words=()
for word; do if [[ $word != -* ]]; then words+=("$word"); fi; done
verb=\${words[0]:-} unit=\${words[1]:-}
unit=\${unit%.service}
file=$MACHINE/etc/systemd/system/$unit.service
pid=$(sed -n 's/^PIDFile=//p' "$file" 2>/dev/null)
is_active() { [[ -e $MACHINE/started-$unit ]] || { [[ -s $pid ]] && kill -0 "$(<"$pid")" 2>/dev/null; }; }
start() {
  while IFS= read -r line; do
    case $line in
      Environment=*) line=\${line//\\"/}; export "\${line#Environment=}" ;;
      EnvironmentFile=*) while IFS= read -r pair; do export "\${pair?}"; done <"$MACHINE\${line#*=}" ;;
      ExecStartPre=-*) eval "\${line#ExecStartPre=-}" || true ;;
      ExecStart=*) STAND_IN_JAVA=$MACHINE$JAVA_HOME \${line#*=} ;;
    esac
  done <"$file"
}
case $verb in
  show)
    if [[ -e $file ]]; then echo LoadState=loaded; else echo LoadState=not-found; fi
    if is_active; then echo ActiveState=active; else echo ActiveState=inactive; fi
    ;;
  is-enabled) if [[ -e $MACHINE/enabled-$unit ]]; then echo enabled; else echo disabled; exit 1; fi ;;
  enable) : >"$MACHINE/enabled-$unit" ;;
  start | restart | reload)
    echo "$verb $unit" >>"$MACHINE/systemctl.log"
    if [[ -e $MACHINE/broken-$unit ]]; then echo "$unit does not $verb" >&2; exit 1; fi
    if [[ $unit == nginx ]]; then : >"$MACHINE/started-nginx"; exit; fi
    if is_active; then kill "$(<"$pid")"; fi
    start
    ;;
esac
`

/** In place of the package manager that the machine is found to have. */
const PACKAGES = `#!/usr/bin/python3
from ansible.module_utils.basic import AnsibleModule
AnsibleModule(argument_spec={'name': {}, 'state': {}}).exit_json(changed=False)
`

export let network: OwnNetwork

export interface Run {
  readonly status: number
  readonly output: string
  /** What Ansible counts for each machine that it came to. */
  readonly recap: Readonly<Record<string, { readonly changed: number; readonly failed: number }>>
}

export function play(...args: readonly string[]): Run {
  const { status, output } = network.run(
    'ansible-playbook',
    [
      ...['-i', 'inventory/hosts.yaml', 'site.yaml', '-e', 'ansible_become=false', ...args],
      ...['-e', `ansible_ssh_executable=${join(bin, 'ssh')}`, '-e', 'ansible_ssh_transfer_method=piped'],
      ...['-e', 'ansible_python_interpreter=/usr/bin/python3'],
    ],
    {
      cwd: join(bundle, 'ansible'),
      env: {
        HOME: join(folder, 'home'),
        ANSIBLE_LIBRARY: join(bin, 'modules'),
        ANSIBLE_NOCOWS: '1',
        ANSIBLE_NOCOLOR: '1',
        ANSIBLE_PIPELINING: '1',
        ANSIBLE_GATHER_SUBSET: 'min',
      },
    },
  )
  const counted = output.matchAll(/^((?:vm|lb)\d) +: ok=\d+ +changed=(\d+) +unreachable=\d+ +failed=(\d+)/gm)
  const recap = Object.fromEntries(
    [...counted].map(([, machine, changed, failed]) => [machine, { changed: Number(changed), failed: Number(failed) }]),
  )
  return { status, output, recap }
}

/** What was started on a machine since somebody last asked. */
export function started(machine: keyof typeof MACHINES): string[] {
  const log = join(folder, machine, 'systemctl.log')
  if (!existsSync(log)) return []
  const lines = readFileSync(log, 'utf8').trim().split('\n')
  rmSync(log)
  return lines
}

export function toml(server: keyof typeof SERVERS): string {
  return `${SERVERS[server]}/${server}/repository/conf/deployment.toml`
}

export function installed(server: keyof typeof SERVERS): string {
  return readFileSync(join(folder, SERVERS[server], 'opt/wso2', server, 'repository/conf/deployment.toml'), 'utf8')
}

export function change(server: keyof typeof SERVERS, words: string): void {
  appendFileSync(join(bundle, 'hosts', toml(server)), `# ${words}\n`)
}

/** The bundle with its secrets, and the machines that it is for. */
export async function prepare(): Promise<void> {
  unpack(files, bundle)
  write(join(bin, 'ssh'), SSH, 0o755)
  write(join(bin, 'machine/systemctl'), SYSTEMCTL, 0o755)
  for (const module of ['apt', 'dnf']) write(join(bin, 'modules', `${module}.py`), PACKAGES)
  mkdirSync(join(folder, 'home'))
  for (const [machine, address] of Object.entries(MACHINES)) {
    for (const place of ['opt', 'run', 'var-lib/nginx', 'home'])
      mkdirSync(join(folder, machine, place), { recursive: true })
    must('cp', ['-a', '/etc', join(folder, machine, 'own-etc')])
    write(
      join(folder, machine, 'own-etc/hosts'),
      `${address} localhost
`,
    )
    write(join(folder, machine, 'etc/systemd/system/nftables.service'), '')
    fakeJava(join(folder, machine, 'usr/lib/jvm/java-21-openjdk'), '21.0.3')
  }
  write(join(folder, 'lb1/etc/systemd/system/nginx.service'), '')
  makePack(bundle, 'universal-gateway', '4.7.0')
  write(join(bundle, 'verify/verify.sh'), '#!/bin/sh\necho verified\n', 0o755)
  must('bash', [join(bundle, 'security/create-secrets.sh')])
  must('bash', [join(bundle, 'security/create-keystores.sh')])
  // For people and load balancers: no server is installed with them, and each file that is copied takes a second.
  for (const pem of ['primary.pem', 'tls.pem']) rmSync(join(bundle, 'security/keystores', pem))
  network = await OwnNetwork.open(folder, new Map())
}

/** Ends what was started. */
export async function tidy(): Promise<void> {
  for (const [server, machine] of Object.entries(SERVERS)) {
    const pid = join(folder, machine, 'opt/wso2', server, 'wso2carbon.pid')
    if (existsSync(pid)) process.kill(Number(readFileSync(pid, 'utf8')))
  }
  await network?.close()
  rmSync(folder, { recursive: true, force: true })
}
