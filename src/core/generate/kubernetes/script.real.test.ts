import { execFile, execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { optionLoop, type ScriptOption, writtenOut } from './script'

const run = promisify(execFile)
const HERE = fileURLToPath(new URL('.', import.meta.url))

const OPTIONS: readonly ScriptOption[] = [
  { option: '--only NAME', meaning: '', does: 'only+=(VALUE)', needs: 'a name' },
  { option: '--dry-run', meaning: '', does: 'dry_run=true' },
]

function read(...words: readonly string[]): string {
  const script = [
    "usage() { printf 'Usage\\n'; }",
    'only=()',
    'dry_run=false',
    optionLoop(OPTIONS),
    `printf '%s, ' "$dry_run" \${only[@]+"\${only[@]}"}`,
  ].join('\n')
  return execFileSync('bash', ['-c', script, 'script.sh', ...words], { encoding: 'utf8', stdio: 'pipe' })
}

describe('options of a script', () => {
  test('take the word behind them or stand alone, in any order', () => {
    expect(read('--only', 'a b', '--dry-run', '--only', '$HOME')).toBe('true, a b, $HOME, ')
    expect(read()).toBe('false, ')
  })

  test('say what they need, and refuse what they do not know', () => {
    expect(() => read('--only')).toThrow(/--only needs a name/)
    expect(() => read('--onyl', 'a')).toThrow(/Usage/)
    expect(read('--help')).toBe('Usage\n')
  })
})

describe('a variable of a body that the design decides', () => {
  test('becomes a word where it stands alone, and text where it stands in text', () => {
    expect(writtenOut('ls "$folder" "in $folder/x" "$folder_of"', { folder: '/srv/my data' })).toBe(
      `ls '/srv/my data' "in /srv/my data/x" "$folder_of"`,
    )
  })

  test('must be in the body', () => {
    expect(() => writtenOut('ls "$folders"', { folder: '/srv' })).toThrow('no variable folder')
  })

  test.each(['"', '$x', '`id`', '\\'])('is never %s, which Bash would read as more than text', (value) => {
    expect(() => writtenOut('ls "$folder"', { folder: value })).toThrow('does not fit')
  })
})

test('every body of a script is clean for ShellCheck by itself', async () => {
  const bodies = readdirSync(HERE, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.sh') && !path.startsWith('testing'),
  )
  expect(bodies.length).toBeGreaterThan(40)
  // Variables and functions of one body are set, read and called by others.
  const among = ['--shell', 'bash', '--exclude', 'SC2034,SC2154,SC2317']
  const { stdout } = await run('shellcheck', [...among, ...bodies], { cwd: HERE }).catch(
    (error: { stdout: string }) => error,
  )
  expect(stdout).toBe('')
})
