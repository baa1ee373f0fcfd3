# --- Java ---------------------------------------------------------------------------------------------------------

# Debian and Ubuntu put the machine type behind the name that others use.
find_java() {
  local candidate
  for candidate in "$java_home" "$DEFAULT_JAVA_HOME" "$DEFAULT_JAVA_HOME-amd64" "$DEFAULT_JAVA_HOME-arm64"; do
    if [[ -n $candidate && -x $root$candidate/bin/java ]]; then
      java_home=$candidate
      return
    fi
    if [[ -n $java_home ]]; then break; fi
  done
  problem "no JDK in ${java_home:-$DEFAULT_JAVA_HOME}; install JDK $JAVA_MIN to $JAVA_MAX, or name it with --java-home"
  java_home=${java_home:-$DEFAULT_JAVA_HOME}
}

check_java() {
  local major
  find_java
  if [[ ! -x $root$java_home/bin/java ]]; then return; fi
  major=$("$root$java_home/bin/java" -version 2>&1 |
    awk -F'"' '/version/ && !seen { seen = 1; split($2, part, "."); n = part[1] == 1 ? part[2] : part[1]; sub(/[^0-9].*/, "", n); print n }')
  if [[ ! $major =~ ^[0-9]+$ ]]; then
    problem "$java_home/bin/java does not tell its version"
  elif ((major < JAVA_MIN || major > JAVA_MAX)); then
    problem "$java_home is JDK $major; $PRODUCT runs on $JAVA_MIN to $JAVA_MAX"
  fi
}
