import { TracedText } from '../../../serialize/traced-text'
import type { GeneratedFile } from '../../file-tree'
import type { Balancer, Plan, ServerKind } from '../plan'
import { groupOf } from './inventory'

/**
 * The runbook as a playbook, in its order: control plane, load balancers, Key Managers, Traffic Managers, gateways, one
 * machine after the other, each server answering before the next one starts. install.sh does the work and says whether
 * it changed anything, so a second run changes nothing.
 */
export function siteFile(plan: Plan): GeneratedFile {
  const whole = { subjects: [], reason: 'The same for every topology' }
  const text = new TracedText().add(HEAD, whole)
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
    text.blank().add(BALANCER_PLAY, {
      subjects: balancers.map(({ instance }) => instance.component.id),
      reason: 'Load balancers that the bundle configures are drawn',
    })
  }
  play(['key-manager', 'traffic-manager', 'universal-gateway'])
  text.blank().add(TAIL, whole)
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

const HEAD = `---
# Installs this topology over ssh. In the folder ansible: ansible-playbook -i inventory/hosts.yaml site.yaml
# First, as README.md says: databases made, packs and drivers in place, security/secrets.env and keystores made; where
# load balancers share an address, keepalived installed on them with its /etc/keepalived/local.conf.
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
        - security/keystores

- name: Copy the bundle
  hosts: servers
  become: true
  gather_facts: false
  vars:
    bundle: "{{ playbook_dir | dirname }}"
    bundle_on_machine: /var/lib/wso2am-bundle
  tasks:
    - name: Make the folder of the bundle
      ansible.builtin.file:
        path: "{{ bundle_on_machine }}/packs"
        state: directory
        owner: root
        group: root
        mode: "0700"
    - name: Keep others out of the bundle, which holds secrets
      ansible.builtin.file:
        path: "{{ bundle_on_machine }}"
        state: directory
        mode: "0700"
    - name: Copy what every server needs
      ansible.builtin.copy:
        src: "{{ bundle }}/{{ item }}"
        dest: "{{ bundle_on_machine }}/{{ item | dirname }}/"
        mode: preserve
      when: (bundle + '/' + item) is exists
      loop:
        - common
        - drivers
        - network/hosts
        - verify
    - name: Make the folder of secrets and keystores
      ansible.builtin.file:
        path: "{{ bundle_on_machine }}/security"
        state: directory
        mode: "0700"
    - name: Copy secrets and keystores, without the key of the authority
      ansible.builtin.copy:
        src: "{{ bundle }}/security/{{ item }}"
        dest: "{{ bundle_on_machine }}/security/"
        mode: preserve
      diff: false
      loop:
        - secrets.env
        - keystores
    - name: Make the folders of the servers
      ansible.builtin.file:
        path: "{{ bundle_on_machine }}/{{ item.folder }}"
        state: directory
        mode: "0755"
      loop: "{{ apim_servers }}"
      loop_control:
        label: "{{ item.id }}"
    - name: Copy the files of each server
      ansible.builtin.copy:
        src: "{{ bundle }}/{{ item.folder }}/"
        dest: "{{ bundle_on_machine }}/{{ item.folder }}/"
        mode: preserve
      loop: "{{ apim_servers }}"
      loop_control:
        label: "{{ item.id }}"
    - name: Copy the packs of WSO2
      ansible.builtin.copy:
        src: "{{ bundle }}/packs/{{ item }}.zip"
        dest: "{{ bundle_on_machine }}/packs/{{ item }}.zip"
        mode: "0644"
      loop: "{{ apim_servers | map(attribute='distribution') | unique }}"`

const BALANCER_PLAY = `- name: Set up load balancers
  hosts: load_balancers
  become: true
  serial: 1
  vars:
    bundle: "{{ playbook_dir | dirname }}"
    balancer_mark: /etc/{{ balancer_software }}/.topology-read
  tasks:
    - name: Set up the load balancer
      ansible.builtin.include_tasks: tasks/load-balancer.yaml`

const TAIL = `- name: Load packet filters
  hosts: servers:load_balancers
  become: true
  gather_facts: false
  tags: [never, firewall]
  vars:
    bundle: "{{ playbook_dir | dirname }}"
  tasks:
    - name: Copy the packet filter
      ansible.builtin.copy:
        src: "{{ bundle }}/{{ packet_filter }}"
        dest: /etc/nftables-topology.nft
        mode: "0644"
        validate: nft -c -f %s
    - name: Have it after a restart as well
      ansible.builtin.lineinfile:
        path: /etc/nftables.conf
        line: include "/etc/nftables-topology.nft"
        create: true
        mode: "0755"
    - name: Enable nftables
      ansible.builtin.systemd:
        name: nftables
        enabled: true
    # The mark is gone after a restart of the machine, as what is loaded may be.
    - name: Ask whether it is loaded
      ansible.builtin.command:
        cmd: cmp -s /etc/nftables-topology.nft /run/nftables-topology.loaded
      register: packet_filter_loaded
      changed_when: false
      failed_when: packet_filter_loaded.rc > 2
    - name: Load the packet filter
      ansible.builtin.command:
        cmd: nft -f /etc/nftables-topology.nft
      changed_when: true
      when: packet_filter_loaded.rc != 0
    - name: Note that it is loaded
      ansible.builtin.copy:
        src: /etc/nftables-topology.nft
        dest: /run/nftables-topology.loaded
        remote_src: true
        mode: "0644"

- name: Verify the deployment
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

/** Steps of one load balancer: certificates before the configuration, which is checked before it takes effect. */
export function balancerTasks(balancers: readonly Balancer[]): GeneratedFile {
  const because = {
    subjects: balancers.map(({ instance }) => instance.component.id),
    reason: 'The steps of every load balancer',
  }
  const path = 'ansible/tasks/load-balancer.yaml'
  return new TracedText().add(BALANCER_TASKS, because).toFile({ path, language: 'yaml' })
}

const BALANCER_TASKS = `---
# Certificates are those in the folder certificates beside the configuration: yours, or security/create-keystores.sh's.
- name: Install the load balancer
  ansible.builtin.package:
    name: "{{ balancer_software }}"
    state: present

- name: Install the part of NGINX that passes connections through
  ansible.builtin.package:
    name: "{{ 'libnginx-mod-stream' if ansible_facts.os_family == 'Debian' else 'nginx-mod-stream' }}"
    state: present
  when: balancer_software == 'nginx' and balancer_passes_tls

- name: Make the folder of certificates
  ansible.builtin.file:
    path: "{{ '/etc/nginx/ssl' if balancer_software == 'nginx' else '/etc/haproxy/certs' }}"
    state: directory
    mode: "0700"
  when: balancer_certificates | length > 0

- name: Copy what the certificates of the servers are checked against
  ansible.builtin.copy:
    src: "{{ bundle }}/security/keystores/ca.pem"
    dest: "{{ '/etc/nginx/ssl' if balancer_software == 'nginx' else '/etc/haproxy' }}/nodes-ca.pem"
    mode: "0644"
  when: balancer_certificates | length > 0

- name: Copy the certificates of NGINX
  ansible.builtin.copy:
    src: "{{ bundle }}/{{ balancer_folder }}/certificates/{{ item.0 }}.{{ item.1 }}"
    dest: /etc/nginx/ssl/{{ item.0 }}.{{ item.1 }}
    mode: "0600"
  loop: "{{ balancer_certificates | product(['crt', 'key']) }}"
  when: balancer_software == 'nginx'
  no_log: true
  diff: false

- name: Copy the certificates of HAProxy, each with its key
  ansible.builtin.copy:
    content: "{{ lookup('ansible.builtin.file', own + '.crt') }}\\n{{ lookup('ansible.builtin.file', own + '.key') }}\\n"
    dest: /etc/haproxy/certs/{{ item }}.pem
    mode: "0600"
  vars:
    own: "{{ bundle }}/{{ balancer_folder }}/certificates/{{ item }}"
  loop: "{{ balancer_certificates }}"
  when: balancer_software == 'haproxy'
  no_log: true
  diff: false

- name: Copy the configuration of NGINX
  ansible.builtin.copy:
    src: "{{ bundle }}/{{ balancer_folder }}/nginx.conf"
    dest: /etc/nginx/nginx.conf
    mode: "0644"
    validate: nginx -t -c %s
  when: balancer_software == 'nginx'

- name: Copy the configuration of HAProxy
  ansible.builtin.copy:
    src: "{{ bundle }}/{{ balancer_folder }}/haproxy.cfg"
    dest: /etc/haproxy/haproxy.cfg
    mode: "0644"
    validate: haproxy -c -f %s
  when: balancer_software == 'haproxy'

- name: Start the load balancer
  ansible.builtin.systemd:
    name: "{{ balancer_software }}"
    state: started
    enabled: true

# What it was last told to read is noted on the machine: a run that was stopped in between is made good by the next one.
- name: Look at what it is to read
  ansible.builtin.shell:
    cmd: sha256sum {{ balancer_reads }}
  vars:
    balancer_reads: >-
      {{ '/etc/nginx/nginx.conf /etc/nginx/ssl/*' if balancer_software == 'nginx' else '/etc/haproxy/*.* /etc/haproxy/certs/*' }}
  register: balancer_wanted
  changed_when: false

- name: Look at what it has read
  ansible.builtin.command:
    cmd: cat {{ balancer_mark }}
  register: balancer_read
  changed_when: false
  failed_when: false

- name: Have it read what is new
  ansible.builtin.systemd:
    name: "{{ balancer_software }}"
    state: reloaded
  when: balancer_wanted.stdout != balancer_read.stdout

- name: Note what it has read
  ansible.builtin.copy:
    content: "{{ balancer_wanted.stdout }}"
    dest: "{{ balancer_mark }}"
    mode: "0600"

- name: Look for the pass phrase that keepalived needs
  ansible.builtin.stat:
    path: /etc/keepalived/local.conf
  register: balancer_pass_phrase
  when: balancer_shares_address

- name: Say what is missing where an address is shared
  ansible.builtin.debug:
    msg: >-
      There is no /etc/keepalived/local.conf, so nothing moves the shared address: see {{ balancer_folder }}/README.md,
      unless your cloud moves it. Servers reach each other by it.
  when: balancer_shares_address and not balancer_pass_phrase.stat.exists

- name: Set up keepalived
  when: balancer_shares_address and balancer_pass_phrase.stat.exists
  block:
    - name: Copy the configuration of keepalived
      ansible.builtin.copy:
        src: "{{ bundle }}/{{ balancer_folder }}/keepalived.conf"
        dest: /etc/keepalived/keepalived.conf
        mode: "0644"
    - name: Ask whether keepalived runs with it
      ansible.builtin.command:
        cmd: cmp -s /etc/keepalived/keepalived.conf /etc/keepalived/.topology-read
      register: balancer_keepalived
      changed_when: false
      failed_when: balancer_keepalived.rc > 2
    - name: Start keepalived with it
      ansible.builtin.systemd:
        name: keepalived
        state: "{{ 'started' if balancer_keepalived.rc == 0 else 'restarted' }}"
        enabled: true
    - name: Note what keepalived runs with
      ansible.builtin.copy:
        src: /etc/keepalived/keepalived.conf
        dest: /etc/keepalived/.topology-read
        remote_src: true
        mode: "0644"`
