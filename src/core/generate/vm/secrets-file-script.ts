import type { GeneratedFile } from '../../serialize/file-tree'
import { shellWord } from '../../serialize/shell'
import type { Plan } from '../shared/plan'
import { FAIL, HERE, startScript } from '../shared/script-parts'
import { namesIn, SECRET_PATTERNS } from '../shared/secrets'

/**
 * Makes every secret that can be made, once, into a file that its owner alone can read. A secret that is there is never
 * replaced: what it opened would not open again.
 */
export function secretsScript(plan: Plan, files: readonly GeneratedFile[]): GeneratedFile {
  const used = new Set(
    files.filter(({ path }) => path.endsWith('/deployment.toml')).flatMap((file) => namesIn(file.content)),
  )
  const body = { subjects: [], reason: 'The same for every topology' }
  const text = startScript('Makes the secrets of this topology in security/secrets.env. See --help.', body)
    .add('# Name, the command that makes it (none: somebody else gives it), and what its value may be made of.', body)
    .add('readonly SECRETS=(', body)
  for (const { name, make = '', form, subjects, use } of plan.secrets.all) {
    if (!used.has(name)) continue
    text.add(`  ${shellWord(`${name}|${make}|${SECRET_PATTERNS[form].pattern}`)}`, { subjects, reason: use })
  }
  text.add(')', body).blank().add(BODY, body)
  return text.toFile({ path: 'security/create-secrets.sh', language: 'shell', executable: true })
}

const BODY = `${HERE}
readonly here
file=$here/secrets.env

usage() {
  cat <<TEXT
Makes a value for every secret that has none, and leaves alone those that have one. The file can be read
by you alone. Names that somebody else has to give a value are printed, and stay empty.

  --secrets FILE   where to put them (default security/secrets.env)
TEXT
}

${FAIL}

while [[ $# -gt 0 ]]; do
  case $1 in
    --secrets)
      [[ $# -ge 2 && -n $2 ]] || fail "$1 needs a value; see --help"
      file=$2
      shift 2
      ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done

command -v openssl >/dev/null || fail 'openssl is missing; install it'
umask 077
staged=$(mktemp "$file.XXXXXX")
trap 'rm -f "$staged"' EXIT

value_of() {
  local line=''
  if [[ -r $file ]]; then line=$(grep -E "^$1=" "$file" | tail -n 1 || true); fi
  printf '%s' "\${line#"$1="}"
}

made=()
empty=()
if [[ -r $file ]]; then cat "$file" >"$staged"; fi
for secret in "\${SECRETS[@]}"; do
  IFS='|' read -r name make pattern <<<"$secret"
  if [[ -n $(value_of "$name") ]]; then continue; fi
  if [[ -z $make ]]; then
    # WSO2's embedded database comes with a password that install.sh knows.
    if [[ $name != EMBEDDED_DB_PASSWORD ]]; then empty+=("$name"); fi
    if ! grep -q "^$name=" "$staged"; then printf '%s=\\n' "$name" >>"$staged"; fi
    continue
  fi
  value=$(sh -c "$make")
  [[ $value =~ $pattern ]] || fail "$make made nothing that is good for $name"
  grep -v "^$name=" "$staged" >"$staged.next" || true
  printf '%s=%s\\n' "$name" "$value" >>"$staged.next"
  mv "$staged.next" "$staged"
  made+=("$name")
done
chmod 0600 "$staged"
mv "$staged" "$file"
if ((\${#made[@]} > 0)); then
  printf 'Made in %s: %s. Keep a copy in a safe place.\\n' "$file" "\${made[*]}"
else
  printf 'Every secret that can be made is in %s already.\\n' "$file"
fi
if ((\${#empty[@]} > 0)); then printf 'To be filled in by hand, for it comes from elsewhere: %s.\\n' "\${empty[*]}"; fi`
