publish() {
  kube apply --filename "$folder" >/dev/null
  printf 'Applied %s: External Secrets makes the Secrets.\n' "$folder"
}
