import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import type { Plan } from '../../shared/plan'

/**
 * Steps of one server. Its old deployment keeps running until install.sh has gone through. Whether to restart is read off
 * the machine rather than remembered, so a run that was stopped before the restart is made good by the next one.
 */
export function serverTasks(plan: Plan): GeneratedFile {
  const because = { subjects: plan.nodes.flatMap((node) => node.subjects), reason: 'The steps of every server' }
  return new TracedText().add(SERVER_TASKS, because).toFile({ path: 'ansible/tasks/server.yaml', language: 'yaml' })
}

const SERVER_TASKS = `---
- name: Install the server
  ansible.builtin.command:
    cmd: ./install.sh --pack ../../../packs
    chdir: "{{ bundle_on_machine }}/{{ apim_server.folder }}"
  register: apim_install
  changed_when: "'nothing was to be changed' not in apim_install.stdout"

- name: Ask whether the server runs with what is installed
  ansible.builtin.command:
    cmd: cmp -s .installed .started
    chdir: "{{ apim_server.home }}"
  register: apim_current
  changed_when: false
  failed_when: apim_current.rc > 2

- name: Start the server, with what is installed
  ansible.builtin.systemd:
    name: "{{ apim_server.unit }}"
    state: "{{ 'started' if apim_current.rc == 0 else 'restarted' }}"
    enabled: true
    daemon_reload: true

- name: Wait until the server answers
  ansible.builtin.uri:
    url: "{{ apim_server.health_url }}"
    validate_certs: false
  register: apim_health
  until: apim_health.status == 200
  retries: 120
  delay: 5`
