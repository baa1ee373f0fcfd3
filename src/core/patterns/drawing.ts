import { CARD } from '../layout/boxes'
import type {
  ApimVersion,
  Component,
  Connection,
  Design,
  Id,
  KindId,
  Layout,
  Place,
  PlaceKindId,
  Properties,
  PurposeId,
  Settings,
} from '../model/design'

/** Draws templates: places and cards on a grid, so that each opens as a picture. Flow units. */

interface ComponentOptions {
  readonly label: string
  readonly place?: Id
  readonly replicas?: number
  readonly properties?: Properties
}

export class Drawing {
  readonly #places: Place[] = []
  readonly #components: Component[] = []
  readonly #connections: Connection[] = []
  readonly #layout: Record<Id, Layout[Id]> = {}

  place(
    id: Id,
    kind: PlaceKindId,
    label: string,
    box: { x: number; y: number; width: number; height: number; parent?: Id },
    properties?: Properties,
  ): this {
    const { parent, ...layout } = box
    this.#places.push({ id, kind, ...(parent !== undefined && { parent }), label, ...(properties && { properties }) })
    this.#layout[id] = layout
    return this
  }

  component(id: Id, kind: KindId, at: { x: number; y: number }, options: ComponentOptions): this {
    const { label, place, replicas, properties } = options
    this.#components.push({
      id,
      kind,
      ...(place !== undefined && { place }),
      label,
      ...(replicas !== undefined && { replicas }),
      ...(properties && { properties }),
    })
    this.#layout[id] = { ...at, ...CARD }
    return this
  }

  /** Connects each of `from` to each other of `to`; without purposes, what the two kinds imply. */
  connect(from: readonly Id[], to: readonly Id[], purposes?: readonly PurposeId[]): this {
    for (const source of from) {
      for (const target of to) {
        if (source === target) continue
        this.#connections.push({ id: `${source}-${target}`, from: source, to: target, ...(purposes && { purposes }) })
      }
    }
    return this
  }

  finish(head: { name: string; title: string; apimVersion: ApimVersion; settings: Settings }): Design {
    return {
      schemaVersion: 1,
      ...head,
      topology: { places: this.#places, components: this.#components, connections: this.#connections },
      layout: this.#layout,
      acknowledged: [],
      story: [],
    }
  }
}
