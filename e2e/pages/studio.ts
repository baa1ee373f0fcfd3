import { expect, type Locator, type Page } from '@playwright/test'

interface Point {
  readonly x: number
  readonly y: number
}

/** The page as people use it: by names of buttons and cards, and with the mouse where only the mouse shows something. */
export class Studio {
  readonly page: Page
  readonly canvas: Locator
  /** Errors that the page wrote to the console or threw. */
  readonly errors: string[] = []
  /** Requests that left the page's own origin. */
  readonly strangers: string[] = []

  constructor(page: Page) {
    this.page = page
    this.canvas = page.getByRole('region', { name: 'Canvas' })
    page.on('pageerror', (fault) => this.errors.push(fault.message))
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.errors.push(message.text())
    })
    page.on('request', (request) => {
      const url = request.url()
      if (!/^(http:\/\/127\.0\.0\.1:\d+\/|data:|blob:)/.test(url)) this.strangers.push(url)
    })
  }

  async open(): Promise<void> {
    await this.page.goto('/')
    await expect(this.page.getByRole('tab', { name: 'Palette' })).toBeVisible()
  }

  /** A card or frame on the canvas. */
  node(name: string): Locator {
    return this.canvas.getByRole('group', { name, exact: true })
  }

  /** Every card and frame on the canvas. */
  get nodes(): Locator {
    return this.canvas.locator('.react-flow__node')
  }

  get connections(): Locator {
    return this.canvas.locator('.react-flow__edge')
  }

  connection(from: string, to: string): Locator {
    return this.canvas.getByLabel(`Connection from ${from} to ${to}`, { exact: true })
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name })
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  async startFrom(pattern: RegExp): Promise<void> {
    const before = await this.nodes.count()
    await this.canvas.getByRole('button', { name: pattern }).click()
    await expect(this.nodes).not.toHaveCount(before)
  }

  /** Drags an item of the palette to a point of the window. */
  async dragFromPalette(label: string, to: Point): Promise<void> {
    const item = this.button(`Add ${label}`)
    await item.scrollIntoViewIfNeeded()
    await this.dragTo(await middleOf(item), to)
  }

  async dragTo(from: Point, to: Point): Promise<void> {
    const { mouse } = this.page
    await mouse.move(from.x, from.y)
    await mouse.down()
    await mouse.move(from.x + 3, from.y + 3)
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 })
    await mouse.move(to.x, to.y, { steps: 6 })
    await mouse.up()
  }

  /** Takes a line from a card's right handle to the middle of another, and leaves the button down. */
  async drawLine(from: string, to: string): Promise<void> {
    const { mouse } = this.page
    const source = await boxOf(this.node(from))
    const target = await middleOf(this.node(to))
    const start = { x: source.x + source.width, y: source.y + source.height / 2 }
    await mouse.move(source.x + source.width / 2, source.y + source.height / 2)
    await mouse.move(start.x, start.y)
    await mouse.down()
    await mouse.move(start.x + 8, start.y + 2)
    await mouse.move(target.x, target.y, { steps: 8 })
  }

  async connect(from: string, to: string): Promise<void> {
    await this.drawLine(from, to)
    await this.page.mouse.up()
    await expect(this.connection(from, to)).toBeAttached()
  }

  /** A place is taken hold of by its tab. */
  placeTab(name: string): Locator {
    return this.node(name).locator('.canvas-place-tab')
  }

  async undo(): Promise<void> {
    await this.button('Undo').click()
  }
}

export async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error(`${locator} is not in sight`)
  return box
}

export async function middleOf(locator: Locator): Promise<Point> {
  const { x, y, width, height } = await boxOf(locator)
  return { x: x + width / 2, y: y + height / 2 }
}
