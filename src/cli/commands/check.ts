import { recognise } from '../../core/analysis/recognise'
import { assess } from '../../core/capabilities'
import type { Design } from '../../core/model/design'
import { diagnose, singlePointFindings } from '../../core/rules'
import { factsThatSharpen } from '../../core/rules/support/facts'
import { sizeOf } from '../../core/sizing'
import { resolve } from '../../core/wiring/resolve'
import { readDesign } from '../read-design'
import { type Report, reportJson, reportText } from '../report'
import { EXIT, type ExitCode, type Terminal } from '../terminal'

export interface CheckOptions {
  readonly file: string
  readonly json: boolean
}

/** Prints the pattern of a design, its findings, its capabilities and what its load takes. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const report = analyse(await readDesign(options.file, terminal))
  terminal.print(options.json ? reportJson(report) : reportText(report, { colour: terminal.colour }))
  return report.findings.some(({ severity }) => severity === 'error') ? EXIT.errors : EXIT.ok
}

function analyse(design: Design): Report {
  const deployment = resolve(design)
  return {
    design,
    recognition: recognise(deployment),
    findings: diagnose(deployment),
    singlePoints: singlePointFindings(deployment),
    capabilities: assess(deployment),
    sizing: sizeOf(deployment),
    unknown: factsThatSharpen(deployment),
  }
}
