import { APIM_VERSIONS } from '../core/model/design'
import { PATTERN_IDS } from '../core/patterns/pattern'

/** `pattern-3` is also called `3`. */
export function patternNames(): string[] {
  return PATTERN_IDS.map((id) => id.replace(/^pattern-/, ''))
}

export const USAGE = `Usage:
  topology new --pattern PATTERN [--apim VERSION] [--name NAME]
      Prints the design of a pattern.
  topology check FILE [--json]
      Names the pattern of a design and lists what is wrong with it.
  topology simulate FILE --fail ELEMENT[,ELEMENT...] [--json]
      Says what still works when elements have failed: at once, after 15 minutes, when access tokens have run
      out, and for a gateway that restarts meanwhile.
  topology export FILE --target vm|kubernetes --out FOLDER_OR_ZIP [--draft] [--force]
      Writes the bundle that deploys a design: into a zip when the name ends in .zip, else into a folder.
      --draft   also with errors in the design; the bundle then says that it is a draft
      --force   into a folder that holds other files, or over a zip that is no export
  topology rehearse BUNDLE FILE [--json]
      Reads who reaches whom from the files of an exported bundle, fails everything in turn, and lists where that
      differs from what check and simulate promise of the design.
  topology --help

FILE is a *.topology.json, or - for standard input.
BUNDLE is the folder or the zip that export wrote.
ELEMENT is named as check --json does (gw1, gw1#2, zone:a), or is the id of a component or place.
PATTERN is ${patternNames().join(', ')}.
VERSION is ${APIM_VERSIONS.join(', ')}.

Exit codes: 0 nothing wrong, or warnings only; 1 errors in the design, or differences; 2 a file or arguments that cannot be used;
3 a fault of this program.
`
