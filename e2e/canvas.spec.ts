import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { boxOf, middleOf, Studio } from './pages/studio'

let studio: Studio
test.beforeEach(async ({ page }) => {
  studio = new Studio(page)
  await studio.open()
})
test.afterEach(() => {
  expect(studio.errors).toEqual([])
  expect(studio.strangers).toEqual([])
})

test('pattern 3 is drawn from nothing with the mouse, and every step can be undone', async ({ page }) => {
  test.slow()
  const area = await boxOf(studio.canvas)
  const at = (x: number, y: number) => ({ x: area.x + x, y: area.y + y })

  await studio.dragFromPalette('Datacenter', at(60, 60))
  await expect(studio.node('Datacenter')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('f')
  await expect.poll(async () => (await boxOf(studio.node('Datacenter'))).width).toBeGreaterThan(600)

  const datacenter = await boxOf(studio.node('Datacenter'))
  const inside = (x: number, y: number) => ({
    x: datacenter.x + datacenter.width * x,
    y: datacenter.y + datacenter.height * y,
  })
  await studio.dragFromPalette('Zone', inside(0.05, 0.12))
  await studio.dragFromPalette('Zone', inside(0.55, 0.12))
  await expect(studio.node('Zone 2')).toBeVisible()

  for (const [zone, number] of [
    ['Zone', ''],
    ['Zone 2', ' 2'],
  ] as const) {
    for (const kind of ['Load balancer', 'Universal Gateway', 'Traffic Manager', 'API Control Plane']) {
      const frame = await boxOf(studio.node(zone))
      await studio.dragFromPalette(kind, { x: frame.x + frame.width / 2, y: frame.y + frame.height - 20 })
      const card = studio.node(`${kind}${number}`)
      await expect(card).toBeVisible()
      // It stands in the zone, which grew around it if it had to.
      const placed = await boxOf(card)
      const grown = await boxOf(studio.node(zone))
      expect(placed.y + placed.height).toBeLessThanOrEqual(grown.y + grown.height)
      expect(placed.x).toBeGreaterThanOrEqual(grown.x)
    }
    await page.keyboard.press('Escape')
    await page.keyboard.press('f')
  }
  await studio.dragFromPalette('Database', await emptySpot())
  await page.keyboard.press('Escape')
  await page.keyboard.press('f')
  await expect(studio.nodes).toHaveCount(12)

  await studio.connect('Load balancer', 'Universal Gateway')
  await studio.connect('Universal Gateway', 'Traffic Manager')
  await studio.connect('Universal Gateway', 'API Control Plane')
  await studio.connect('Traffic Manager', 'API Control Plane')
  await studio.connect('API Control Plane', 'Database')
  await expect(studio.connections).toHaveCount(5)

  await page.keyboard.press('Escape')
  await page.keyboard.press('w')
  await expect(studio.connections).not.toHaveCount(5)
  await expect(page.getByRole('button', { name: /^Pattern 3/ })).toBeVisible()
  await page.keyboard.press('Escape')

  const undo = studio.button('Undo')
  // One step for each of 12 elements, 5 lines and the wiring.
  for (let step = 0; step < 18; step++) {
    await expect(undo).toBeEnabled()
    await undo.click()
  }
  await expect(undo).toBeDisabled()
  await expect(studio.nodes).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Start from a pattern' })).toBeVisible()

  await page.keyboard.press('Control+Shift+Z')
  await expect(studio.node('Datacenter')).toBeVisible()

  async function emptySpot() {
    const frame = await boxOf(studio.node('Datacenter'))
    return { x: frame.x + frame.width / 2, y: Math.min(frame.y + frame.height + 40, area.y + area.height - 60) }
  }
})

test('an illegal connection is refused while it is drawn, with the reason', async ({ page }) => {
  await studio.startFrom(/Start from Pattern 3/)
  const before = await studio.connections.count()
  await studio.drawLine('Gateway 1', 'Gateway 2')
  await expect(studio.canvas.getByText('Gateways do not talk to each other')).toBeVisible()
  await page.mouse.up()
  // It stays long enough to be read, and the line is not there.
  await expect(studio.canvas.getByText('Gateways do not talk to each other')).toBeVisible()
  await expect(studio.connections).toHaveCount(before)
  await expect(studio.connection('Gateway 1', 'Gateway 2')).toHaveCount(0)
})

test('a drag of a card is one step, and drops it into the place under it', async ({ page }) => {
  await studio.startFrom(/Start from Pattern 3/)
  const undo = studio.button('Undo')
  const card = studio.node('API backends')
  const from = await middleOf(card)
  const zone = await boxOf(studio.node('b'))
  await studio.dragTo(from, { x: zone.x + zone.width / 2, y: zone.y + zone.height + 30 })
  await page.keyboard.press('1')
  await card.click()
  await expect(page.getByLabel('Place', { exact: true })).toHaveValue('dc1')
  await undo.click()
  await expect(page.getByLabel('Place', { exact: true })).toHaveValue('')
  const back = await middleOf(card)
  expect(Math.abs(back.x - from.x)).toBeLessThan(1)
  expect(Math.abs(back.y - from.y)).toBeLessThan(1)
  await expect(undo).toBeEnabled()
  await undo.click()
  await expect(studio.nodes).toHaveCount(0)
})

test('Escape gives up a drag', async ({ page }) => {
  await studio.startFrom(/Start from Pattern 0/)
  const card = studio.node('API backends')
  const from = await middleOf(card)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 60, from.y + 90, { steps: 6 })
  await expect.poll(async () => (await middleOf(card)).y).toBeGreaterThan(from.y + 60)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect((await middleOf(card)).y).toBeCloseTo(from.y, 0)
})

test('a place is moved by its tab with what is in it, and resized at a corner', async ({ page }) => {
  await studio.startFrom(/Start from Pattern 3/)
  const before = await middleOf(studio.node('Gateway 2'))
  const grip = await middleOf(studio.placeTab('Datacenter'))
  await studio.dragTo(grip, { x: grip.x, y: grip.y + 80 })
  const after = await middleOf(studio.node('Gateway 2'))
  expect(after.x).toBeCloseTo(before.x, -1)
  expect(after.y - before.y).toBeGreaterThan(60)

  await studio.placeTab('Datacenter').click()
  const frame = await boxOf(studio.node('Datacenter'))
  const corner = { x: frame.x + frame.width, y: frame.y + frame.height }
  await studio.dragTo(corner, { x: corner.x + 20, y: corner.y + 60 })
  await expect.poll(async () => (await boxOf(studio.node('Datacenter'))).height).toBeGreaterThan(frame.height + 40)
  await studio.undo()
  await expect.poll(async () => (await boxOf(studio.node('Datacenter'))).height).toBeCloseTo(frame.height, 0)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await middleOf(studio.node('Gateway 2'))).y).toBeCloseTo(before.y, 0)
})

test('a click in a place selects it, a rectangle selects the cards in it, Delete and Ctrl+D act on them', async ({
  page,
}) => {
  await studio.startFrom(/Start from Pattern 3/)
  const inspector = page.getByRole('region', { name: 'Inspector' })
  const zone = await boxOf(studio.node('a'))
  await page.mouse.click(zone.x + zone.width - 8, zone.y + zone.height - 10)
  await expect(inspector.getByRole('textbox', { name: 'Label' })).toHaveValue('a')

  // From below the cards, where no line lies under the pointer.
  await studio.dragTo({ x: zone.x + 12, y: zone.y + zone.height - 8 }, { x: zone.x + zone.width - 4, y: zone.y + 24 })
  await expect(inspector.getByText('4 selected')).toBeVisible()
  await page.keyboard.press('Control+d')
  await expect(studio.nodes).toHaveCount(21)
  await expect(inspector.getByText('4 selected')).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(studio.nodes).toHaveCount(17)
  await page.keyboard.press('Control+a')
  await expect(inspector.getByText('17 selected')).toBeVisible()
  await page.keyboard.press('Backspace')
  await expect(studio.nodes).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(studio.nodes).toHaveCount(17)
})

test('without a mouse: add two servers, connect them, move one, undo', async ({ page }) => {
  const search = page.getByRole('searchbox', { name: 'Search the palette' })
  await search.focus()
  await search.fill('universal gateway')
  await page.keyboard.press('Enter')
  await expect(studio.node('Universal Gateway')).toBeVisible()
  await search.fill('control plane')
  await page.keyboard.press('Enter')
  await expect(studio.node('API Control Plane')).toBeVisible()

  await studio.node('Universal Gateway').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('c')
  const list = page.getByRole('dialog', { name: 'Connect Universal Gateway to' })
  await expect(list.getByRole('option', { name: /API Control Plane/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(studio.connection('Universal Gateway', 'API Control Plane')).toBeAttached()

  // The other way round it says why not, and does nothing.
  await studio.node('API Control Plane').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('c')
  await expect(page.getByRole('option', { name: /Gateways always open the connection/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(studio.connections).toHaveCount(1)

  const gateway = studio.node('Universal Gateway')
  await gateway.focus()
  await page.keyboard.press('Enter')
  const before = await boxOf(gateway)
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
  await expect.poll(async () => (await boxOf(gateway)).y - before.y).toBeGreaterThan(10)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await boxOf(gateway)).y - before.y).toBe(0)
  await expect(studio.connections).toHaveCount(1)
})

test('a click in the palette adds into the selected place, never over anything', async () => {
  await studio.button('Add Host').click()
  await studio.button('Add Universal Gateway').click()
  await studio.button('Add Universal Gateway').click()
  await studio.button('Add Traffic Manager').click()
  await expect(studio.nodes).toHaveCount(4)
  const host = await boxOf(studio.node('Host'))
  const cards = await Promise.all(
    ['Universal Gateway', 'Universal Gateway 2', 'Traffic Manager'].map((name) => boxOf(studio.node(name))),
  )
  for (const [index, card] of cards.entries()) {
    expect(card.x).toBeGreaterThan(host.x)
    expect(card.y + card.height).toBeLessThan(host.y + host.height)
    for (const other of cards.slice(index + 1)) {
      const apart =
        card.y + card.height <= other.y || other.y + other.height <= card.y || card.x + card.width <= other.x
      expect(apart).toBe(true)
    }
  }
})

test('what stands nowhere is explained, and nothing is added', async ({ page }) => {
  await studio.button('Add Namespace').click()
  await expect(page.getByText('A namespace stands in a Kubernetes cluster')).toBeVisible()
  await expect(studio.nodes).toHaveCount(0)
})

test('the command palette has every action with its key', async ({ page }) => {
  await studio.startFrom(/Start from Pattern 0/)
  await page.keyboard.press('Control+k')
  const dialog = page.getByRole('dialog', { name: 'Commands' })
  await dialog.getByRole('combobox').fill('dark')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.keyboard.press('Control+k')
  await dialog.getByRole('combobox').fill('save')
  await expect(dialog.getByRole('option', { name: /Save to file/ })).toContainText('Ctrl+S')
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  const saved = await download
  expect(saved.suggestedFilename()).toBe('apim-pattern-0.topology.json')
  expect(JSON.parse(await readFile(await saved.path(), 'utf8')).name).toBe('apim-pattern-0')
})

test('the panels fold and keep their size over a reload', async ({ page }) => {
  const edge = page.getByRole('separator', { name: 'Width of the palette' })
  await edge.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  const width = await edge.getAttribute('aria-valuenow')
  await page.keyboard.press('i')
  await expect(studio.tab('Inspector')).toBeHidden()
  await page.reload()
  await expect(edge).toHaveAttribute('aria-valuenow', width ?? '')
  await expect(studio.tab('Inspector')).toBeHidden()
  await page.keyboard.press('2')
  await expect(studio.tab('Findings')).toHaveAttribute('aria-selected', 'true')
})
