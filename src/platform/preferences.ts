const KEY = 'topology-studio/preferences'

/** What was saved last, or null where there is nothing or the browser refuses. Whoever reads it checks its shape. */
export function loadPreferences(): unknown {
  try {
    return JSON.parse(window.localStorage.getItem(KEY) ?? 'null')
  } catch {
    return null
  }
}

/** Saves panels and theme. A browser that refuses keeps them for this visit only, which loses no work. */
export function savePreferences(preferences: object): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify(preferences))
  } catch {
    return
  }
}
