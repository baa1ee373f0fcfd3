import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { run } from './vm/testing/tools'

/**
 * Bodies of generated scripts, playbooks and units are files of their own. What only a part of a script can trip over is
 * excluded in `.shellcheckrc`, which editors read too; whole scripts are judged without it, beside each target.
 */
const CORE = fileURLToPath(new URL('../', import.meta.url))
const files = readdirSync(CORE, { recursive: true, encoding: 'utf8' })
  .filter((path) => !/(^|\/)(testing|golden)\//.test(path))
  .map((path) => join(CORE, path))
const scripts = files.filter((path) => path.endsWith('.sh'))

/** Files that some module of core takes as text. */
function takenAsText(): Set<string> {
  const modules = files.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  return new Set(
    modules.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/ from '([^']+)\?raw'/g)].map(([, name = '']) =>
        join(dirname(path), name),
      ),
    ),
  )
}

describe('bodies of scripts', () => {
  test('are clean to shellcheck', () => {
    expect(scripts.length).toBeGreaterThan(30)
    expect(run('shellcheck', ['-f', 'gcc', ...scripts])).toEqual({ status: 0, output: '' })
  })

  test('parse, each by itself', () => {
    const each = 'for file in "$@"; do bash -n "$file" || exit 1; done'
    expect(run('sh', ['-c', each, 'sh', ...scripts])).toEqual({ status: 0, output: '' })
  })

  test('are all in use, and so are those of playbooks and units', () => {
    const taken = takenAsText()
    const bodies = files.filter((path) => /\.(sh|yaml|service)$/.test(path))
    expect(bodies.filter((path) => !taken.has(path))).toEqual([])
  })
})
