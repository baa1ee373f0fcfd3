here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here
file=$here/secrets.env

usage() {
  cat <<TEXT
Makes a value for every secret that has none, and leaves alone those that have one. The file can be read
by you alone. Names that somebody else has to give a value are printed, and stay empty.

  --secrets FILE   where to put them (default security/secrets.env)
TEXT
}
