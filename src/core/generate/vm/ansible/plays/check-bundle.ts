/** The first play: nothing is done without secrets and keystores. */
export const CHECK_BUNDLE = `---
# Installs this topology over ssh. In the folder ansible: ansible-playbook -i inventory/hosts.yaml site.yaml
# First, as README.md says: databases made, packs and drivers in place, security/secrets.env and keystores made; where
# load balancers share an address, keepalived installed on them with its /etc/keepalived/local.conf.
# Where SELinux is in force on machines of load balancers, tell it what their READMEs say.
# Asked for by name: --tags firewall loads the packet filters, --tags clean removes secrets from the copied bundle.
- name: Check the bundle
  hosts: localhost
  connection: local
  gather_facts: false
  vars:
    bundle: "{{ playbook_dir | dirname }}"
  tasks:
    - name: Refuse to start without secrets and keystores
      ansible.builtin.assert:
        that: (bundle + '/' + item) is exists
        fail_msg: "{{ item }} is missing; see README.md"
        quiet: true
      loop:
        - security/secrets.env
        - security/keystores`
