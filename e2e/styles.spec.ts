import { expect, type Locator, test } from '@playwright/test'
import { openFiles, startFrom } from './pages/panels'
import { boxOf } from './pages/studio'

/** Every button of a panel by its name, with where it stands. */
async function places(panel: Locator): Promise<readonly (readonly [string, object])[]> {
  const buttons = await panel.getByRole('button').all()
  return Promise.all(
    buttons.map(
      async (button) =>
        [(await button.getAttribute('aria-label')) ?? (await button.innerText()), await boxOf(button)] as const,
    ),
  )
}

test('the styles of the files, loaded when they are first opened, move nothing in the Pattern panel', async ({
  page,
}) => {
  await startFrom(page, 'Pattern 3')
  await page.getByRole('tab', { name: 'Pattern', exact: true }).click()
  const panel = page.getByRole('region', { name: 'Pattern', exact: true })
  await panel.getByRole('button', { name: /^Other patterns/ }).click()
  const make = panel.getByRole('button', { name: 'Make it Pattern 4', exact: true })
  await panel.getByRole('button', { name: 'What changes: Make it Pattern 4' }).click()
  await expect(panel.getByRole('group', { name: 'What it changes' })).toBeVisible()
  await expect(make).toBeVisible()
  const before = await places(panel)
  expect(before.length).toBeGreaterThan(15)

  const files = await openFiles(page)
  await expect(files.getByRole('tree')).toBeVisible()
  await page.getByRole('button', { name: 'Generated files' }).click()
  await expect(files).toBeHidden()
  expect(await places(panel)).toEqual(before)
})
