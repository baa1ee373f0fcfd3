# --- Who is there -------------------------------------------------------------------------------------------------

server() {
  seat[$1]=$2 title[$1]=$3 environment[$1]=$4 home[$1]=$5
  if [[ $mode == work && $here == "$2" ]]; then facts "$1"; fi
}

balancer() {
  seat[$1]=$2 title[$1]=$3 authorities[$1]=$4
}

client() {
  seat[$1]=$OUTSIDE title[$1]=$2
}
