import { useEffect } from 'react'
import { type Theme, useStore } from '../../state/store'

const DARK = '(prefers-color-scheme: dark)'

/** Puts the theme on the page; `system` follows the system as it changes. */
export function applyTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'system' && window.matchMedia(DARK).matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

export function useTheme(): void {
  const theme = useStore((state) => state.panel.theme)
  useEffect(() => {
    applyTheme(theme)
    const system = window.matchMedia(DARK)
    const follow = () => applyTheme(theme)
    system.addEventListener('change', follow)
    return () => system.removeEventListener('change', follow)
  }, [theme])
}
