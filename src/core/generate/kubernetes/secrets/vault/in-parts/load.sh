# load_here FOLDER SECRET: passwords are text, files are base64.
load_here() {
  local key
  read_entry "$(entry_of "$2")"
  for key in $(jq -r 'keys[]' "$copy"); do
    [[ -e $1/$key ]] && continue
    if [[ $2 == "$credentials" ]]; then
      jq -j --arg key "$key" '.[$key]' "$copy" >"$1/$key"
    else
      jq -j --arg key "$key" '.[$key]' "$copy" | base64 --decode >"$1/$key"
    fi
  done
  if [[ $2 == "$keystores" ]]; then load_truststore "$1"; fi
}

load_source() { :; }
