import { messageOf } from '../../core/base/message-of'
import { serializeDesign } from '../../core/document/write'
import type { Target } from '../../core/serialize/file-tree'
import { download } from '../../platform/download'
import { rememberExport } from '../../platform/exported'
import { bundleOf } from '../../state/bundle'
import { getState, notify } from '../../state/store'

/** Downloads the design as a file that can be opened again. */
export function saveFile(): void {
  const { design } = getState()
  download(`${design.name}.topology.json`, serializeDesign(design), 'application/json')
}

/** Downloads the bundle of the drawing as it is now; a draft says what makes it one. */
export async function exportBundle(target: Target): Promise<void> {
  const { design } = getState()
  try {
    const [bundle, { zipBundle }] = await Promise.all([bundleOf(design, target), import('../../platform/zip')])
    download(`${bundle.name}.zip`, await zipBundle(bundle), 'application/zip')
    rememberExport(target, design.name, serializeDesign(design))
    if (!bundle.draft) return
    const count = bundle.unresolved.length
    notify({
      kind: 'info',
      text: `${bundle.name}.zip is a draft: ${count === 1 ? '1 thing keeps' : `${count} things keep`} it from being deployed.`,
      details: bundle.unresolved,
    })
  } catch (fault) {
    const reason = messageOf(fault)
    notify({ kind: 'error', text: `The bundle could not be made: ${reason}. The drawing is not affected.` })
  }
}
