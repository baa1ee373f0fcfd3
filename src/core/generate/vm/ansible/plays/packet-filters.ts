/** Loads packet filters, when asked for by name. */
export const PACKET_FILTERS = `- name: Load packet filters
  hosts: servers:load_balancers
  become: true
  gather_facts: false
  tags: [never, firewall]
  vars:
    bundle: "{{ playbook_dir | dirname }}"
  tasks:
    - name: Ask whether firewalld runs
      ansible.builtin.command:
        cmd: firewall-cmd --state
      register: packet_filter_firewalld
      changed_when: false
      failed_when: false
    - name: Refuse to load a second packet filter beside it
      ansible.builtin.assert:
        that: packet_filter_firewalld.rc != 0
        fail_msg: firewalld runs here; load its file as network/README.md says, or stop it
        quiet: true
    - name: Install nftables
      ansible.builtin.package:
        name: nftables
        state: present
    - name: Copy the packet filter
      ansible.builtin.copy:
        src: "{{ bundle }}/{{ packet_filter }}"
        dest: /etc/nftables-topology.nft
        mode: "0644"
        validate: nft -c -f %s
    # The service of Red Hat's systems reads this file, and that of all others /etc/nftables.conf.
    - name: Look at what the service reads
      ansible.builtin.stat:
        path: /etc/sysconfig/nftables.conf
      register: packet_filter_red_hat
    - name: Have it after a restart as well
      ansible.builtin.lineinfile:
        path: "{{ '/etc/sysconfig/nftables.conf' if packet_filter_red_hat.stat.exists else '/etc/nftables.conf' }}"
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
        mode: "0644"`
