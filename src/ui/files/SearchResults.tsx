import { useMemo } from 'react'
import type { GeneratedFile } from '../../core/serialize/file-tree'
import { MATCH_LIMIT, searchFiles } from './search'

interface SearchResultsProps {
  readonly files: readonly GeneratedFile[]
  readonly query: string
  readonly onChoose: (path: string, line: number) => void
}

/** Lines that hold the searched text, by file. */
export function SearchResults({ files, query, onChoose }: SearchResultsProps) {
  const result = useMemo(() => searchFiles(files, query), [files, query])
  return (
    <div className="file-search-results">
      <p className="file-search-count" role="status">
        {summary(result.total, result.files.length, result.cut)}
      </p>
      {result.files.map((file) => (
        <section key={file.path} aria-label={file.path}>
          <button type="button" className="file-search-path" title={file.path} onClick={() => onChoose(file.path, 1)}>
            <bdi>{file.path}</bdi>
          </button>
          {file.matches.map((match) => (
            <button
              key={match.line}
              type="button"
              className="file-search-line"
              onClick={() => onChoose(file.path, match.line)}
            >
              <span className="file-search-number">{match.line}</span>
              <span className="file-search-text">
                {match.before}
                <mark>{match.match}</mark>
                {match.after}
              </span>
            </button>
          ))}
        </section>
      ))}
    </div>
  )
}

function summary(total: number, files: number, cut: boolean): string {
  if (files === 0) return 'Not found in any file.'
  if (cut) return `First ${MATCH_LIMIT} lines`
  return `${total} ${total === 1 ? 'line' : 'lines'} in ${files} ${files === 1 ? 'file' : 'files'}`
}
