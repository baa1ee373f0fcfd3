import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Download, expect, type Page, test } from '@playwright/test'
import { patternById } from '../src/core/patterns'
import { filesOfZip, objections } from './pages/bundle'
import { startFromTemplate } from './pages/templates'

const COMMAND = fileURLToPath(new URL('../dist-cli/topology.js', import.meta.url))

let folder: string
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'))
})
test.afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** Runs the built command in the test's folder. */
function topology(...args: string[]): string {
  return execFileSync(process.execPath, [COMMAND, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
}

async function downloadOf(page: Page, action: () => Promise<void>): Promise<Download> {
  const waiting = page.waitForEvent('download')
  await action()
  return waiting
}

async function exportInBrowser(page: Page, item: string): Promise<{ name: string; bytes: Buffer }> {
  const download = await downloadOf(page, async () => {
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: item }).click()
  })
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

async function saveDesign(page: Page): Promise<string> {
  const download = await downloadOf(page, () => page.keyboard.press('Control+s'))
  await download.saveAs(join(folder, 'design.topology.json'))
  return 'design.topology.json'
}

function bytesIn(root: string): Map<string, Buffer> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true, encoding: 'utf8' })
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path)]),
  )
}

const TARGETS = [
  { target: 'vm', item: 'VM bundle' },
  { target: 'kubernetes', item: 'Kubernetes bundle' },
]

for (const { target, item } of TARGETS) {
  for (const pattern of [patternById('pattern-3'), patternById('multi-dc-active-active')]) {
    test(`${pattern.id} for ${target}: every file parses, and page, command and folder hold the same bytes`, async ({
      page,
    }) => {
      await startFromTemplate(page, pattern)
      const { name, bytes } = await exportInBrowser(page, item)
      const bundle = name.replace(/\.zip$/, '')
      expect(bundle).toMatch(new RegExp(`^[a-z0-9-]+-${target}$`))
      const files = await filesOfZip(bytes, bundle)
      expect(files.size).toBeGreaterThan(10)
      expect(objections(files)).toEqual([])

      const design = await saveDesign(page)
      topology('export', design, '--target', target, '--out', 'ours.zip')
      expect(readFileSync(join(folder, 'ours.zip')).equals(bytes)).toBe(true)

      topology('export', design, '--target', target, '--out', 'ours')
      const written = bytesIn(join(folder, 'ours'))
      expect([...written.keys()].sort()).toEqual([...files.keys()].sort())
      const different = [...files].filter(([path, content]) => !written.get(path)?.equals(content))
      expect(different.map(([path]) => path)).toEqual([])
    })
  }
}

test('the command knows a saved design as the page does', async ({ page }) => {
  await startFromTemplate(page, patternById('pattern-4'))
  const report = JSON.parse(topology('check', await saveDesign(page), '--json'))
  expect(report.pattern).toMatchObject({ id: 'pattern-4', level: 'ha' })
  expect(report.findings.map((finding: { code: string }) => finding.code)).toEqual(['KM-06'])
})

test('a reader that is gone is no failure of the command', () => {
  const script = 'set -o pipefail; "$1" "$2" new --pattern 3 | true; echo "$?"'
  const output = execFileSync('bash', ['-c', script, 'bash', process.execPath, COMMAND], { encoding: 'utf8' })
  expect(output).toBe('0\n')
})
