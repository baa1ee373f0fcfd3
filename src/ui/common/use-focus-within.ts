import { type RefObject, useEffect, useState } from 'react'

/**
 * Whether the focus is inside an element. It counts as inside until the pointer that takes it away is let go: what
 * disappears with the focus would otherwise move the button that is being pressed from under the pointer.
 */
export function useFocusWithin(ref: RefObject<HTMLElement | null>): boolean {
  const [within, setWithin] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    let pressed = false
    const look = () => setWithin(element.contains(document.activeElement))
    const press = () => {
      pressed = true
    }
    const release = () => {
      if (!pressed) return
      pressed = false
      // After the click that this release ends.
      setTimeout(look, 0)
    }
    const leave = () => {
      // The focus is nowhere until the event is over.
      if (!pressed) setTimeout(look, 0)
    }
    element.addEventListener('focusin', look)
    element.addEventListener('focusout', leave)
    window.addEventListener('pointerdown', press, true)
    window.addEventListener('pointerup', release, true)
    window.addEventListener('pointercancel', release, true)
    return () => {
      element.removeEventListener('focusin', look)
      element.removeEventListener('focusout', leave)
      window.removeEventListener('pointerdown', press, true)
      window.removeEventListener('pointerup', release, true)
      window.removeEventListener('pointercancel', release, true)
    }
  }, [ref])
  return within
}
