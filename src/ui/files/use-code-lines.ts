import { useEffect, useState } from 'react'
import type { GeneratedFile } from '../../core/serialize/file-tree'
import { plainLines, type Token } from './code-lines'

type Highlight = typeof import('./highlight')['highlight']

let loaded: Highlight | null = null

/** The lines of a file: plain until the highlighter is there, then coloured. */
export function useCodeLines(file: GeneratedFile): readonly (readonly Token[])[] {
  const [highlight, setHighlight] = useState<Highlight | null>(() => loaded)
  useEffect(() => {
    if (highlight) return
    let wanted = true
    // Without the highlighter (a page left open over a new release) the plain text is as true.
    import('./highlight').then(
      (module) => {
        loaded = module.highlight
        if (wanted) setHighlight(() => module.highlight)
      },
      () => {},
    )
    return () => {
      wanted = false
    }
  }, [highlight])
  return linesOf(file, highlight)
}

const cache = new WeakMap<GeneratedFile, { highlight: Highlight | null; lines: readonly (readonly Token[])[] }>()

function linesOf(file: GeneratedFile, highlight: Highlight | null): readonly (readonly Token[])[] {
  const known = cache.get(file)
  if (known && known.highlight === highlight) return known.lines
  const content = file.content.replace(/\n$/, '')
  const lines = highlight ? highlight(content, file.language) : plainLines(content)
  cache.set(file, { highlight, lines })
  return lines
}
