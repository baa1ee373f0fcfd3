import type { ServerKind } from '../../../kinds/server-kinds'
import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import type { Plan } from '../../shared/plan'
import { groupOf } from './inventory'
import { CHECK_BUNDLE } from './plays/check-bundle'
import { COPY_BUNDLE } from './plays/copy-bundle'
import { LAST } from './plays/last'
import { LOAD_BALANCERS } from './plays/load-balancers'
import { PACKET_FILTERS } from './plays/packet-filters'

/**
 * The runbook as a playbook, in its order: control plane, load balancers, Key Managers, Traffic Managers, gateways, one
 * machine after the other, each server answering before the next one starts. install.sh does the work and says whether
 * it changed anything, so a second run changes nothing.
 */
export function siteFile(plan: Plan): GeneratedFile {
  const whole = { subjects: [], reason: 'The same for every topology' }
  const text = new TracedText().add(CHECK_BUNDLE, whole).blank().add(COPY_BUNDLE, whole)
  const play = (kinds: readonly ServerKind[]) => {
    for (const kind of kinds) {
      const nodes = plan.nodes.filter((node) => node.kind === kind)
      const [first] = nodes
      if (!first) continue
      text.blank().add(serverPlay(kind, first.kindLabel), {
        subjects: nodes.flatMap((node) => node.subjects),
        reason: `Servers of the kind ${first.kindLabel} are drawn`,
      })
    }
  }
  play(['all-in-one', 'api-control-plane'])
  const balancers = plan.balancers.filter((balancer) => balancer.software !== 'none')
  if (balancers.length > 0) {
    text.blank().add(LOAD_BALANCERS, {
      subjects: balancers.map(({ instance }) => instance.component.id),
      reason: 'Load balancers that the bundle configures are drawn',
    })
  }
  play(['key-manager', 'traffic-manager', 'universal-gateway'])
  text.blank().add(PACKET_FILTERS, whole).blank().add(LAST, whole)
  return text.toFile({ path: 'ansible/site.yaml', language: 'yaml' })
}

function serverPlay(kind: ServerKind, label: string): string {
  return `- name: Install ${label}
  hosts: ${groupOf(kind)}
  become: true
  gather_facts: false
  serial: 1
  vars:
    bundle_on_machine: /var/lib/wso2am-bundle
  tasks:
    - name: Install each server of the machine
      ansible.builtin.include_tasks: tasks/server.yaml
      loop: "{{ apim_servers | selectattr('kind', 'equalto', '${kind}') }}"
      loop_control:
        loop_var: apim_server
        label: "{{ apim_server.id }}"`
}
