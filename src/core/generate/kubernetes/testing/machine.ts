import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { helmProgram, kubectlProgram } from '../../../../../scripts/lib/helm.mjs'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { chartCheckout, unpack } from './helm'

const TESTING = fileURLToPath(new URL('.', import.meta.url))

/** A machine with an unpacked bundle, folders that stand for clusters and a vault, and programs that know them. */
export class Machine {
  readonly #folder = mkdtempSync(join(tmpdir(), 'clusters-'))
  readonly #bundle: ReturnType<typeof unpack>

  constructor(files: readonly GeneratedFile[]) {
    this.#bundle = unpack(files)
    for (const folder of ['bin', 'clusters', 'tmp']) mkdirSync(join(this.#folder, folder))
    this.#program('kubectl', 'fake-kubectl.sh')
    this.#program('kubeseal', 'fake-kubeseal.sh')
    for (const client of ['vault', 'aws', 'az', 'gcloud']) this.#program(client, 'fake-vault.sh')
  }

  #program(name: string, source: string): void {
    const path = join(this.#folder, 'bin', name)
    copyFileSync(join(TESTING, source), path)
    chmodSync(path, 0o755)
  }

  /** From now on Helm renders, and notes what it would install: `HELM` in the environment of a script is the real one. */
  noteInstallations(): void {
    this.#program('helm', 'fake-helm.sh')
  }

  /** Output of a script of the bundle; throws with what it said when it fails. */
  run(script: string, options: readonly string[] = [], environment: Readonly<Record<string, string>> = {}): string {
    return execFileSync('bash', [join(this.#bundle.folder, script), ...options], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${join(this.#folder, 'bin')}:${dirname(helmProgram())}:${process.env.PATH}`,
        HOME: this.#folder,
        TMPDIR: join(this.#folder, 'tmp'),
        CLUSTERS: join(this.#folder, 'clusters'),
        KUBECTL: kubectlProgram(),
        HELM: helmProgram(),
        VAULT: join(this.#folder, 'vault'),
        VAULT_NAME: 'acme',
        // keytool ends before a better compiler would pay.
        JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
        ...environment,
      },
    })
  }

  /** A path in the folder of clusters: `current/acme/secret/NAME/KEY`. */
  path(inside: string): string {
    return join(this.#folder, 'clusters', inside)
  }

  read(inside: string): string {
    return readFileSync(this.path(inside), 'utf8')
  }

  /** A file of the bundle, or one that a script put there. */
  bundleFile(inside: string): string {
    return readFileSync(join(this.#bundle.folder, inside), 'utf8')
  }

  /** Something asked a cluster. */
  hasCalls(): boolean {
    return existsSync(this.path('calls'))
  }

  /** Puts something into a cluster. */
  put(inside: string, content: string): void {
    writeFileSync(this.path(inside), content)
  }

  /** A path beside the clusters: `vault`, `vault.calls`, `tmp`. */
  beside(inside: string): string {
    return join(this.#folder, inside)
  }

  get bundle(): string {
    return this.#bundle.folder
  }

  checkout(version: string): string {
    const folder = join(this.#folder, 'helm-apim')
    if (!existsSync(folder)) chartCheckout(folder, version)
    return folder
  }

  write(inside: string, content: string): void {
    writeFileSync(join(this.#bundle.folder, inside), content)
  }

  remove(): void {
    this.#bundle.remove()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
