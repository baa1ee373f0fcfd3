import type { GeneratedFile } from '../../../serialize/file-tree'
import { TracedText } from '../../../serialize/traced-text'
import type { Balancer } from '../../shared/plan'

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
  ansible.builtin.find:
    paths:
      - /etc/{{ balancer_software }}
      - "{{ '/etc/nginx/ssl' if balancer_software == 'nginx' else '/etc/haproxy/certs' }}"
    patterns: [nginx.conf, haproxy.cfg, "*.crt", "*.key", "*.pem"]
    get_checksum: true
  register: balancer_files

- name: Make one mark of it
  ansible.builtin.set_fact:
    balancer_wanted: "{{ balancer_files.files | map(attribute='checksum') | sort | join(' ') }}"

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
  when: balancer_wanted != balancer_read.stdout

- name: Note what it has read
  ansible.builtin.copy:
    content: "{{ balancer_wanted }}"
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
