import type { Design, Scene } from '../model/design'
import { applyPatch, filterList, mapList } from './change'
import { cleanLine } from './edits'
import { TEXT_LIMITS } from './schema'

/** A failure worth showing again: what has failed, as `simulate` names it, and what to say about it. */
export interface Drill {
  readonly title: string
  readonly failed: readonly string[]
  readonly note?: string
}

/** Scenes that fail something, in the order of the story. */
export function drillsOf({ story }: Design): readonly Scene[] {
  return story.filter(({ failed = [] }) => failed.length > 0)
}

/**
 * Saves a drill in the story. One of the same title is replaced and keeps what else its scene says. Refused when the
 * title is empty or nothing has failed.
 */
export function saveDrill(design: Design, { title, failed, note = '' }: Drill): Design {
  const name = cleanLine(title, TEXT_LIMITS.title).trim()
  if (name === '' || failed.length === 0) return design
  const text = cleanLine(note, TEXT_LIMITS.note).trim()
  const known = drillsOf(design).find((scene) => scene.title === name)
  if (!known) {
    const scene: Scene = { title: name, failed: [...failed], ...(text !== '' && { note: text }) }
    return { ...design, story: [...design.story, scene] }
  }
  const patch = { failed: [...failed], note: text === '' ? undefined : text }
  return withStory(
    design,
    mapList(design.story, (scene) => (scene === known ? applyPatch(scene, patch) : scene)),
  )
}

/** Takes a drill out of the story. */
export function removeDrill(design: Design, drill: Scene): Design {
  return withStory(
    design,
    filterList(design.story, (scene) => scene !== drill),
  )
}

function withStory(design: Design, story: readonly Scene[]): Design {
  return story === design.story ? design : { ...design, story }
}
