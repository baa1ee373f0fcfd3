import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { KINDS } from '../../../kinds'
import type { Instance } from '../../../wiring/deployment'
import { type Outcome, run } from './tools'

const STUBS = join(import.meta.dirname, 'stub-servers.mjs')

/** One listener of `stub-servers.mjs`: HTTP, over TLS where it has a key. */
export interface Stub {
  readonly host: string
  readonly port: number
  readonly status?: number
  readonly tls?: Identity
  /** What it shows to who asks for a name. */
  readonly names?: Readonly<Record<string, Identity>>
}

type Identity = { readonly pfx: string; readonly passphrase: string } | { readonly cert: string; readonly key: string }

/**
 * A network and an /etc/hosts of one's own, where every port is free and every name of a bundle leads to a loopback
 * address. Needs root, or a kernel that lets everybody have namespaces.
 */
export class OwnNetwork {
  readonly #folder: string
  readonly #hosts: string
  readonly #keeper: ChildProcess
  readonly #stubs: ChildProcess[] = []

  private constructor(folder: string, hosts: string, keeper: ChildProcess) {
    this.#folder = folder
    this.#hosts = hosts
    this.#keeper = keeper
  }

  static async open(folder: string, names: ReadonlyMap<string, string>): Promise<OwnNetwork> {
    const hosts = join(folder, 'own-hosts')
    writeHosts(hosts, names)
    const script = `mount --bind "${hosts}" /etc/hosts && ip link set lo up && echo ready && exec cat`
    const flags = process.getuid?.() === 0 ? [] : ['--map-root-user']
    const keeper = spawn('unshare', [...flags, '--mount', '--net', 'sh', '-c', script], ENVIRONMENT)
    await ready(keeper)
    return new OwnNetwork(folder, hosts, keeper)
  }

  /** From now on these names and no others resolve. */
  setNames(names: ReadonlyMap<string, string>): void {
    writeHosts(this.#hosts, names)
  }

  async listen(stubs: readonly Stub[]): Promise<void> {
    const file = join(this.#folder, `stubs-${this.#stubs.length}.json`)
    writeFileSync(file, JSON.stringify(stubs))
    const [command, args] = this.#inside(process.execPath, [STUBS, file])
    const stub = spawn(command, args, ENVIRONMENT)
    this.#stubs.push(stub)
    await ready(stub)
  }

  async stopListening(): Promise<void> {
    await Promise.all(this.#stubs.splice(0).map(ended))
  }

  run(command: string, args: readonly string[], options: Parameters<typeof run>[2] = {}): Outcome {
    const { cwd, ...rest } = options
    // nsenter starts in the root folder.
    const call = cwd === undefined ? [command, ...args] : ['sh', '-c', 'cd "$0" && exec "$@"', cwd, command, ...args]
    const [program = '', ...words] = call
    return run(...this.#inside(program, words), rest)
  }

  async close(): Promise<void> {
    await this.stopListening()
    await ended(this.#keeper)
  }

  #inside(command: string, args: readonly string[]): [string, string[]] {
    const flags = process.getuid?.() === 0 ? [] : ['--user', '--preserve-credentials']
    return ['nsenter', ['--target', String(this.#keeper.pid), ...flags, '--mount', '--net', command, ...args]]
  }
}

const ENVIRONMENT = { env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` } }

function writeHosts(path: string, names: ReadonlyMap<string, string>): void {
  const lines = [...names].map(([name, address]) => `${address} ${name}\n`)
  writeFileSync(path, `127.0.0.1 localhost\n${lines.join('')}`)
}

/** Waits for its word; what it says otherwise is why there is none. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    const take = (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('ready\n')) resolve()
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)))
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.on('exit', () => resolve()).kill()
  })
}

const OVER_TLS: readonly string[] = ['https', 'wss', 'amqps', 'tls']

/** The ports of a load balancer, with the certificate of each of its names from a folder. */
export function balancerStubs(host: string, names: readonly string[], certificates: string): Stub[] {
  const identities = Object.fromEntries(
    names.map((name) => [name, { cert: join(certificates, `${name}.crt`), key: join(certificates, `${name}.key`) }]),
  )
  const [first] = Object.values(identities)
  return [
    ...[443, 9443, 8099, 8021].map((port) => ({ host, port, ...(first && { tls: first }), names: identities })),
    ...[80, 9099, 9021].map((port) => ({ host, port })),
  ]
}

/** Every port that a server opens, with its offset, as WSO2's would: all that speak TLS show one certificate. */
export function stubsOf(instance: Instance, host: string, tls: Stub['tls']): Stub[] {
  return KINDS[instance.kind].ports.map(({ port, protocol }) => ({
    host,
    port: port + instance.offset,
    ...(OVER_TLS.includes(protocol) && tls && { tls }),
  }))
}
