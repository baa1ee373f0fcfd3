# --- The machine --------------------------------------------------------------------------------------------------

# Whether the server runs already: then its ports are its own.
runs() {
  local pid
  if systemctl is-active --quiet "$UNIT" 2>/dev/null; then return 0; fi
  pid=$(cat "$home/wso2carbon.pid" 2>/dev/null) || return 1
  [[ $pid =~ ^[0-9]+$ ]] && kill -0 "$pid" 2>/dev/null
}

check_ports() {
  local port taken
  if ! command -v ss >/dev/null; then
    warn 'ss is missing, so nobody looked whether the ports are free'
    return
  fi
  if runs; then return; fi
  taken=$(ss -Hltn | awk '{ sub(/.*:/, "", $4); print $4 }')
  for port in "${PORTS[@]}"; do
    if grep -qx "$port" <<<"$taken"; then
      problem "another program listens on port $port (ss -ltnp shows which); stop it, or draw this server with a port offset"
    fi
  done
}

check_memory() {
  local there
  there=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
  # Firmware keeps a part of what is built in.
  if ((there < MEMORY_MB * 9 / 10)); then
    problem "this machine has $there MB of memory; its servers need $MEMORY_MB MB with the system"
  fi
}

check_disk() {
  local place=$SERVER_HOME free
  if [[ -f $home/.distribution ]]; then return; fi
  while [[ ! -d $place ]]; do place=$(dirname "$place"); done
  free=$(df -Pk "$place" | awk 'NR == 2 { print int($4 / 1024) }')
  if ((free < DISK_MB)); then problem "$place has $free MB free; the server needs $DISK_MB MB"; fi
}

check_names() {
  local name
  for name in "${PEERS[@]}"; do
    getent ahosts "$name" >/dev/null ||
      problem "$name does not resolve here; use DNS, or add network/hosts of the bundle to /etc/hosts"
  done
}

check_machine() {
  if [[ -n $root || $machine_checks == no ]]; then return; fi
  command -v systemctl >/dev/null || problem 'systemctl is missing; the server is a service of systemd'
  check_ports
  check_memory
  check_disk
  check_names
}
