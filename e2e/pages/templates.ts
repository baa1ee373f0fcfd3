import { expect, type Page } from '@playwright/test'
import type { PatternDefinition } from '../../src/core/patterns/pattern'

/** Opens the page and takes a pattern from the gallery that an empty canvas shows. */
export async function startFromTemplate(page: Page, { name, title }: PatternDefinition): Promise<void> {
  await page.goto('/')
  const canvas = page.getByRole('region', { name: 'Canvas' })
  await canvas.getByRole('button', { name: `Start from ${name}: ${title}`, exact: true }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeEnabled()
}
