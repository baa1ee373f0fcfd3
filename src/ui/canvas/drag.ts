import { boundsOf, type Point, type Rect } from '../../core/layout/boxes'
import { landing } from '../../core/layout/placing'
import type { Design, Id } from '../../core/model/design'
import { componentById, contentsOf, holderOf } from '../../core/model/queries'
import { rectsOf, setDropTarget, setGuides } from '../../state/canvas'
import { snap } from './snap'

/** One gesture that moves things. React Flow says where they would be; this lines them up and finds who takes them. */
export class Drag {
  readonly #design: Design
  readonly #rects: ReadonlyMap<Id, Rect>
  readonly #moving: ReadonlySet<Id>
  readonly #neighbours: readonly Rect[]
  /** Absolute top left corners, as last shown. */
  readonly #at = new Map<Id, Point>()
  /** Neither lined up with neighbours nor with anything else: Alt is down. */
  free = false

  constructor(design: Design, ids: readonly Id[]) {
    this.#design = design
    this.#rects = rectsOf(design)
    this.#moving = new Set(ids.flatMap((id) => [id, ...contentsOf(design, id)]))
    const cards = ids.some((id) => componentById(design, id))
    this.#neighbours = [...this.#rects]
      .filter(([id]) => !this.#moving.has(id) && (componentById(design, id) !== undefined) === cards)
      .map(([, rect]) => rect)
  }

  /** Positions relative to their places in, likewise out; lined up unless `free`. */
  move(positions: ReadonlyMap<Id, Point>, zoom: number): ReadonlyMap<Id, Point> {
    const rects = [...positions].flatMap(([id, position]) => {
      const rect = this.#rects.get(id)
      const origin = this.#originOf(id)
      return rect ? [{ id, position, rect: { ...rect, x: origin.x + position.x, y: origin.y + position.y } }] : []
    })
    const bounds = boundsOf(rects.map((item) => item.rect))
    if (!bounds) return positions
    const { shift, guides } = this.free ? { shift: { x: 0, y: 0 }, guides: [] } : snap(bounds, this.#neighbours, zoom)
    setGuides(guides)
    const shifted = new Map<Id, Point>()
    for (const { id, position, rect } of rects) {
      shifted.set(id, { x: position.x + shift.x, y: position.y + shift.y })
      this.#at.set(id, { x: rect.x + shift.x, y: rect.y + shift.y })
    }
    this.#showTarget()
    return shifted
  }

  /** Where everything is to lie in the end, on the canvas. */
  targets(): ReadonlyMap<Id, Point> {
    return this.#at
  }

  end(): void {
    setGuides([])
    setDropTarget(null)
  }

  #originOf(id: Id): Point {
    const holder = holderOf(this.#design, id)
    return (holder === undefined ? undefined : this.#rects.get(holder)) ?? { x: 0, y: 0 }
  }

  /** Lights the place that would take what is dragged, when it is another than now. */
  #showTarget(): void {
    const [first] = this.#at
    if (!first) return
    const [id, point] = first
    const rect = this.#rects.get(id)
    if (!rect) return
    const target = landing(this.#design, this.#rects, this.#moving, id, { ...rect, ...point })
    const changes = target && target.place !== holderOf(this.#design, id)
    setDropTarget(changes ? (target.place ?? null) : null)
  }
}
