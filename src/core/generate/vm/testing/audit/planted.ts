import type { AuditFile } from './read-bundle'

/** Text to put in the place of another in files of a bundle, so that a rule or an agreement is broken. */
export interface Plant {
  readonly path: RegExp
  readonly from: string | RegExp
  readonly to: string
}

/** The bundle with the faults in it. Throws where a plant finds nothing to change: then it would prove nothing. */
export function planted(files: readonly AuditFile[], plants: readonly Plant[]): AuditFile[] {
  return plants.reduce<AuditFile[]>(
    (all, { path, from, to }) => {
      let changed = false
      const next = all.map((file) => {
        if (!path.test(file.path)) return file
        const content = file.content.replace(from, to)
        changed ||= content !== file.content
        return { path: file.path, content }
      })
      if (!changed) throw new Error(`nothing to change in ${path}: ${from}`)
      return next
    },
    files.map(({ path, content }) => ({ path, content })),
  )
}
