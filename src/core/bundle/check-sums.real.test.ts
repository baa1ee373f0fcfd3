import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { PATTERNS } from '../patterns'
import type { Target } from '../serialize/file-tree'
import { resolve } from '../wiring/resolve'
import { generate } from '.'

const TARGETS: readonly Target[] = ['vm', 'kubernetes']

test.each(TARGETS)('sha256sum counts the check sums of every bundle for %s', (target) => {
  for (const pattern of PATTERNS) {
    const { files } = generate(resolve(pattern.template('4.7.0')), target)
    const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
    for (const { path, content } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), content)
    }
    const output = execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect(output.trim().split('\n')).toHaveLength(files.length - 1)
  }
})
