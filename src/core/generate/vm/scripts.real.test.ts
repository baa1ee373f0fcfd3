import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { GeneratedFile } from '../../serialize/file-tree'
import { some, usually } from '../../testing/breadth'
import { generateVm } from '.'
import { patternSamples } from './testing/deployments'
import { extraSamples } from './testing/extra-samples'
import { distinct, must, run, scratch } from './testing/tools'

/** shellcheck, systemd-analyze and xmllint judge every file of their kind. */
const files: GeneratedFile[] = some([...patternSamples(), ...extraSamples()], 9).flatMap(({ deployment }) => [
  ...generateVm(deployment),
])
const folder = scratch()

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * A script with its literal values, list items and calls with literal words taken out: those that differ in nothing else
 * are one to shellcheck.
 */
function shapeOf(script: string): string {
  return script
    .replace(/^#.*$/gm, '#')
    .replace(/^( {2}\S.*\n)+(?=\)$)/gm, '  item\n')
    .replace(/^(all_checks\(\) \{\n)( {2}\S.*\n)+(?=\}$)/m, '$1  item\n')
    .replace(/^readonly ([A-Z_]+)=(?!\().*$/gm, 'readonly $1')
}

describe('shell scripts', () => {
  test('are clean to shellcheck, whatever the topology', () => {
    const scripts = distinct(
      files.filter((file) => file.language === 'shell'),
      (file) => shapeOf(file.content),
    )
    expect(scripts.length).toBeGreaterThan(4)
    const paths = scripts.map((file, index) => {
      const path = join(folder, `${index}-${basename(file.path)}`)
      writeFileSync(path, file.content)
      return path
    })
    const { status, output } = run('shellcheck', ['-f', 'gcc', ...paths])
    expect([status, output]).toEqual([0, ''])
  })

  test('of every topology parse', () => {
    const scripts = distinct(
      files.filter((file) => file.language === 'shell'),
      (file) => file.content,
    )
    const paths = scripts.map((file, index) => {
      const path = join(folder, `parse-${index}.sh`)
      writeFileSync(path, file.content)
      return path
    })
    expect(must('sh', ['-c', 'for file in "$@"; do bash -n "$file" || exit 1; done', 'sh', ...paths])).toBe('')
  })

  test('explain themselves', () => {
    for (const name of ['install.sh', 'create.sh', 'create-keystores.sh', 'create-secrets.sh']) {
      const script = files.find((file) => basename(file.path) === name)
      const path = join(folder, name)
      writeFileSync(path, script?.content ?? '')
      expect(must('bash', [path, '--help'])).toContain('--secrets FILE')
      expect(run('bash', [path, '--nonsense'])).toEqual({
        status: 1,
        output: 'Error: unknown option --nonsense; see --help\n',
      })
      expect(run('bash', [path, '--secrets'])).toEqual({
        status: 1,
        output: 'Error: --secrets needs a value; see --help\n',
      })
    }
  })
})

describe('systemd units', () => {
  test('are accepted with programs that exist', () => {
    const units = distinct(
      files.filter((file) => file.path.endsWith('.service')),
      (file) => file.content,
    )
    const place = join(folder, 'units')
    mkdirSync(place)
    const paths = units.map((file, index) => {
      const path = join(place, `unit-${index}.service`)
      writeFileSync(path, file.content.replace(/^(Exec\w+)=.*$/gm, '$1=/bin/true'))
      return path
    })
    const { status, output } = run('systemd-analyze', ['verify', '--man=no', '--recursive-errors=no', ...paths])
    expect([status, output]).toEqual([0, ''])
  })
})

describe('pictures', () => {
  test('are well-formed XML', () => {
    const pictures = files.filter((file) => file.path === 'topology.svg')
    const paths = pictures.map((file, index) => {
      const path = join(folder, `picture-${index}.svg`)
      writeFileSync(path, file.content)
      return path
    })
    expect(paths.length).toBeGreaterThan(usually(3, 30))
    expect(run('xmllint', ['--noout', ...paths])).toEqual({ status: 0, output: '' })
  })
})

describe('event publishers', () => {
  test('are well-formed XML', () => {
    const publishers = distinct(
      files.filter((file) => file.path.includes('/eventpublishers/')),
      (file) => file.content,
    )
    expect(publishers.length).toBe(20)
    const paths = publishers.map((file, index) => {
      const path = join(folder, `publisher-${index}.xml`)
      writeFileSync(path, file.content)
      return path
    })
    expect(run('xmllint', ['--noout', ...paths])).toEqual({ status: 0, output: '' })
  })
})
