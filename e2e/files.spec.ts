import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { expectAccessible } from './pages/accessibility'
import { inspector, openFiles, openTab, selectCard, startFrom } from './pages/panels'

test('the selected gateway shows its deployment.toml, with its lines lit and their reasons', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  const files = await openFiles(page)
  await selectCard(page, 'Gateway 1')
  const code = files.getByRole('region', { name: /^Contents of .*deployment\.toml$/ })
  await expect(code).toContainText('[server]')
  await expect(code).toContainText('gateway_id = "gw1"')
  await expect(files.getByText('from the selection')).toBeVisible()

  await code.getByText('[server]', { exact: true }).hover()
  const reason = files.getByRole('complementary', { name: 'Why this line is there' })
  await expect(reason.getByRole('button', { name: 'Gateway 1' })).toBeVisible()

  await selectCard(page, 'Gateway 2')
  await expect(code).toContainText('gateway_id = "gw2"')
})

test('an edit is in the files at once', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  const files = await openFiles(page)
  await selectCard(page, 'Gateway 1')
  const code = files.getByRole('region', { name: /^Contents of .*deployment\.toml$/ })
  await expect(code).toContainText('offset = 0')
  await inspector(page).getByRole('spinbutton', { name: 'Port offset' }).fill('5')
  await expect(code).toContainText('offset = 5')
})

test('a search goes to the line in another file', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  const files = await openFiles(page)
  await files.getByRole('searchbox', { name: 'Search in files' }).fill('apim.throttling')
  await expect(files.getByRole('status')).toContainText(/lines in \d+ files/)
  const results = files.getByRole('region', { name: /deployment\.toml$/ })
  await results.first().getByRole('button').nth(1).click()
  await expect(files.getByRole('region', { name: /^Contents of .*deployment\.toml$/ })).toBeVisible()
})

test('the tree is walked with the keyboard', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  const files = await openFiles(page)
  const readme = files.getByRole('treeitem', { name: 'README.md', level: 1 })
  await readme.click()
  await page.keyboard.press('Home')
  const first = files.getByRole('treeitem').first()
  await expect(first).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(first).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('ArrowRight')
  await expect(first).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(files.getByRole('treeitem').last()).toHaveAttribute('aria-selected', 'true')
})

test('one file is downloaded as it is shown', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  const files = await openFiles(page)
  await files.getByRole('treeitem', { name: 'README.md', level: 1 }).click()
  const waiting = page.waitForEvent('download')
  await files.getByRole('button', { name: 'Download file' }).click()
  const download = await waiting
  expect(download.suggestedFilename()).toBe('README.md')
  const text = await readFile(await download.path(), 'utf8')
  const heading = text.split('\n')[0] ?? ''
  expect(heading).toMatch(/^# /)
  await expect(files.getByRole('region', { name: 'Contents of README.md' })).toContainText(heading)
})

test('both targets are shown, and errors make the bundle a draft that says why', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  const files = await openFiles(page)
  await expect(files.getByText(/-vm\.zip/)).toBeVisible()
  await files.getByRole('radio', { name: 'Kubernetes' }).check()
  await expect(files.getByText(/-kubernetes\.zip/)).toBeVisible()
  await expect(files.getByRole('treeitem', { name: /helmfile|values/ }).first()).toBeVisible()

  await selectCard(page, 'APIM databases')
  await page.getByRole('region', { name: 'Canvas' }).getByRole('group', { name: 'APIM databases' }).press('Delete')
  const draft = files.getByRole('button', { name: /Draft/ })
  await draft.click()
  await expect(files.getByText(/embedded H2/).first()).toBeVisible()
})

test('files have no accessibility faults', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  const files = await openFiles(page)
  await selectCard(page, 'Gateway 1')
  await openTab(page, 'Inspector')
  await expect(files.getByText('from the selection')).toBeVisible()
  await expectAccessible(page, 'files', '[aria-label="Files"]')
})

test('a pointed line shows on the drawing where it came from', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  const files = await openFiles(page)
  await selectCard(page, 'Gateway 1')
  const code = files.getByRole('region', { name: /^Contents of .*deployment\.toml$/ })
  await code.getByText('gateway_id = "gw1"').hover()
  await expect(page.locator('[data-pointed-out]').getByText('Gateway 1', { exact: true })).toBeVisible()
  await page.mouse.move(10, 10)
  await expect(page.locator('[data-pointed-out]')).toHaveCount(0)
})

test('what changed is told by its cause: since the last export, and from another version', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  const files = await openFiles(page)
  const compare = files.getByRole('combobox', { name: 'Compare with' })
  await expect(compare.getByRole('option', { name: 'No export to compare with' })).toBeDisabled()
  const waiting = page.waitForEvent('download')
  await files.getByRole('button', { name: 'Export bundle' }).click()
  await waiting
  await selectCard(page, 'Gateway 1')
  await inspector(page).getByRole('spinbutton', { name: 'Port offset' }).fill('5')
  await compare.selectOption('Changes since the last export')
  const changes = files.getByRole('region', { name: 'What changed' })
  await expect(changes.getByRole('heading')).toHaveCount(1)
  await expect(changes.getByRole('heading')).toContainText('Gateway 1')
  await expect(changes.getByText('offset = 5')).toBeVisible()

  await changes
    .getByRole('button', { name: /gw1.*deployment\.toml:/ })
    .first()
    .click()
  await expect(files.getByRole('region', { name: /^Contents of .*gw1.*deployment\.toml$/ })).toBeVisible()

  await compare.selectOption('Changes from API Manager 4.6.0')
  await expect(changes.getByRole('heading')).toContainText('4.6.0')
})
