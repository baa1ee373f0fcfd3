/** Sets up load balancers, by the steps of `tasks/load-balancer.yaml`. */
export const LOAD_BALANCERS = `- name: Set up load balancers
  hosts: load_balancers
  become: true
  serial: 1
  vars:
    bundle: "{{ playbook_dir | dirname }}"
    balancer_mark: /etc/{{ balancer_software }}/.topology-read
  tasks:
    - name: Set up the load balancer
      ansible.builtin.include_tasks: tasks/load-balancer.yaml`
