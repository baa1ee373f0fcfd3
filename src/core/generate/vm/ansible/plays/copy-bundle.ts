/** Copies to each machine what its servers need, and no more. */
export const COPY_BUNDLE = `- name: Copy the bundle
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
