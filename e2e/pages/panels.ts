import type { Locator, Page } from '@playwright/test'

/** Steps through the panels, by role and label. */

/** Opens the page and takes one of the eight patterns: `Pattern 3`. */
export async function startFrom(page: Page, pattern: string): Promise<void> {
  await page.goto('/')
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: new RegExp(`^Start from ${pattern}:`) })
    .click()
}

/** Brings a tab of the right panel to the front: `Inspector`, `Findings`, `Pattern`. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
}

export function findings(page: Page): Locator {
  return page.getByRole('region', { name: 'Findings' })
}

export function inspector(page: Page): Locator {
  return page.getByRole('region', { name: 'Inspector' })
}

/** The card of a component on the canvas, by its label. */
export function card(page: Page, label: string): Locator {
  return page.getByRole('region', { name: 'Canvas' }).getByRole('group', { name: label, exact: true })
}

/** Selects a component by a click on its card, and shows its form. */
export async function selectCard(page: Page, label: string): Promise<void> {
  await card(page, label).click()
  await openTab(page, 'Inspector')
}

/** Unfolds the generated files. */
export async function openFiles(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Generated files' }).click()
  return page.getByRole('region', { name: 'Files', exact: true })
}
