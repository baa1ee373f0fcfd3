import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']

/**
 * Expects that axe finds no fault in the page, or in the part `within`: in the light theme by every rule, in the dark one
 * by that of contrast, for colours are all that a theme changes. The page must follow the system's theme, as a new one does.
 */
export async function expectAccessible(page: Page, what: string, within?: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await faults(page, (axe) => axe.withTags(STANDARDS), within), `${what}, light`).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await faults(page, (axe) => axe.withRules(['color-contrast']), within), `${what}, dark`).toEqual([])
}

async function faults(page: Page, rules: (axe: AxeBuilder) => AxeBuilder, within?: string): Promise<readonly string[]> {
  // The page has no frames, so the results need no second page to be put together in.
  const axe = rules(new AxeBuilder({ page }).setLegacyMode(true))
  const { violations } = await (within === undefined ? axe : axe.include(within)).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}
