/** The last plays: the deployment is verified and, when asked for by name, secrets are removed from the copied bundle. */
export const LAST = `- name: Verify the deployment
  hosts: localhost
  connection: local
  gather_facts: false
  vars:
    bundle: "{{ playbook_dir | dirname }}"
  tasks:
    - name: Run every check of verify.sh
      ansible.builtin.command:
        cmd: "{{ bundle }}/verify/verify.sh"
      changed_when: false

- name: Remove secrets from the copied bundle
  hosts: servers
  become: true
  gather_facts: false
  tags: [never, clean]
  vars:
    bundle_on_machine: /var/lib/wso2am-bundle
  tasks:
    - name: Remove secrets and keystores
      ansible.builtin.file:
        path: "{{ bundle_on_machine }}/security"
        state: absent`
