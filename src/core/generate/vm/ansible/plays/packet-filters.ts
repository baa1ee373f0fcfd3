/** Loads packet filters, when asked for by name. */
export const PACKET_FILTERS = `- name: Load packet filters
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
        mode: "0644"`
