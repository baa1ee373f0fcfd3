#!/usr/bin/env bash
# Installs the programs that the tests call, and only those that are missing. Needs Debian's apt, and root or sudo.
# Run it again at any time: with everything in place it changes nothing and takes no time.
set -euo pipefail

# program that the tests call, or file that one of them loads | Debian package that has it
TOOLS='
chromium-headless-shell|chromium-headless-shell
nginx|nginx-light
/usr/lib/nginx/modules/ngx_stream_module.so|libnginx-mod-stream
haproxy|haproxy
curl|curl
jq|jq
shellcheck|shellcheck
xmllint|libxml2-utils
unzip|unzip
zip|zip
openssl|openssl
keytool|default-jre-headless
mariadbd|mariadb-server
mariadb-install-db|mariadb-server
mariadb|mariadb-client
postgres|postgresql
initdb|postgresql
psql|postgresql-client
systemd-analyze|systemd
unshare|util-linux
nsenter|util-linux
ip|iproute2
runuser|util-linux
nft|nftables
firewall-offline-cmd|firewalld
keepalived|keepalived
ansible-playbook|ansible-core
ansible-lint|ansible-lint
'

shopt -s nullglob
# Server programs stand outside an ordinary user's PATH, PostgreSQL's even outside root's.
for folder in /usr/local/sbin /usr/sbin /sbin /usr/lib/postgresql/*/bin; do PATH="$PATH:$folder"; done

missing_programs() {
  local line
  for line in $TOOLS; do
    command -v "${line%%|*}" >/dev/null || [ -e "${line%%|*}" ] || echo "$line"
  done
}

missing=$(missing_programs)
if [ -z "$missing" ]; then exit 0; fi

programs=$(cut -d'|' -f1 <<<"$missing" | paste -sd' ')
packages=$(cut -d'|' -f2 <<<"$missing" | sort -u | paste -sd' ')
read -ra package_list <<<"$packages"

if ! command -v apt-get >/dev/null; then
  echo "The tests need $programs, and this machine has no apt-get to install them." >&2
  echo "Install them in your system's own way; in Debian they are in: $packages" >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "The tests need $programs. Run this as root: apt-get install --no-install-recommends $packages" >&2
    exit 1
  fi
  echo "Installing $packages (sudo may ask for your password)."
  exec sudo bash "$0"
fi

echo "Installing $packages."
export DEBIAN_FRONTEND=noninteractive

# The tests start databases of their own for a few seconds; installing one must not start a second that stays.
policy=/usr/sbin/policy-rc.d
log=$(mktemp)
own_policy=''
if [ ! -e "$policy" ]; then
  own_policy=$policy
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi
trap 'rm -f "$log" ${own_policy:+"$own_policy"}' EXIT

apt() {
  if ! apt-get -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 -qq "$@" >"$log" 2>&1; then
    cat "$log" >&2
    echo "apt-get $1 failed; its messages are above." >&2
    exit 1
  fi
}
apt update
apt install --yes --no-install-recommends "${package_list[@]}"

for folder in /usr/lib/postgresql/*/bin; do PATH="$PATH:$folder"; done
hash -r
still_missing=$(missing_programs | cut -d'|' -f1 | paste -sd' ')
if [ -n "$still_missing" ]; then
  echo "apt-get installed $packages, and these programs are still not there: $still_missing" >&2
  exit 1
fi
