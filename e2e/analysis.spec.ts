import { expect, type Page, test } from '@playwright/test'
import { largeDrawing } from '../src/core/testing/large-drawing'
import { card, findings, openTab, startFrom } from './pages/panels'

const lone = (page: Page) => findings(page).getByRole('listitem').filter({ hasText: 'only gateway' })
const notice = (page: Page) => page.getByText(/^The checks could not be loaded/)

async function removeGateway(page: Page): Promise<void> {
  await card(page, 'Gateway 2').click()
  await page.keyboard.press('Delete')
  await openTab(page, 'Findings')
}

/** Drops a drawing on the page, as a file from the desktop. */
async function drop(page: Page, design: object): Promise<void> {
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer()
    data.items.add(new File([text], 'large.topology.json'))
    return data
  }, JSON.stringify(design))
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer })
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer })
}

test('a worker analyses the drawing', async ({ page }) => {
  await startFrom(page, 'Pattern 3')
  expect(page.workers().map((worker) => new URL(worker.url()).pathname)).toEqual([
    expect.stringContaining('analysis-worker'),
  ])
  await removeGateway(page)
  await expect(lone(page)).toHaveCount(1)
  await expect(findings(page)).toHaveAttribute('aria-busy', 'false')
})

test('where the worker does not load, the page does its work', async ({ page }) => {
  await page.route('**/analysis-worker*', (route) => route.abort())
  await startFrom(page, 'Pattern 3')
  await removeGateway(page)
  await expect(lone(page)).toHaveCount(1)
  await lone(page)
    .getByRole('button', { name: /only gateway/ })
    .click()
  await expect(lone(page).getByText('Remedy')).toBeVisible()
  await openTab(page, 'Capabilities')
  await expect(page.getByRole('region', { name: 'Capabilities' }).getByRole('listitem')).not.toHaveCount(0)
  expect(page.workers()).toEqual([])
  await expect(notice(page)).toBeHidden()
})

test('where nothing loads, the page says that it does not know', async ({ page }) => {
  await page.route(/analysis-worker|in-process-engine/, (route) => route.abort())
  await startFrom(page, 'Pattern 3')
  await expect(notice(page)).toBeVisible()
  await openTab(page, 'Findings')
  await expect(findings(page).getByText('Not analysed')).toBeVisible()
  await expect(findings(page).getByText('No findings')).toHaveCount(0)
})

test('edits in a row overtake a long analysis, and what is shown in the end is about the last', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('tab', { name: 'Palette' })).toBeVisible()
  await drop(page, largeDrawing(250))
  const board = page.getByRole('region', { name: 'Capabilities' })
  await openTab(page, 'Capabilities')
  await expect(board).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 })
  const version = page.getByRole('combobox', { name: 'API Manager version' })
  for (const value of ['4.5.0', '4.6.0', '4.7.0', '4.5.0', '4.6.0']) await version.selectOption(value)
  // What was known stays in sight while it is about an earlier drawing, and says so.
  await expect(board).toHaveAttribute('aria-busy', 'true')
  await expect(board.getByRole('listitem')).not.toHaveCount(0)
  await expect(board).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 })
  expect(page.workers().length).toBeLessThanOrEqual(2)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(board).toHaveAttribute('aria-busy', 'false', { timeout: 60_000 })
})
