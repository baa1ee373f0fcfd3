not_found='NOT_FOUND'
fetch() { gcloud secrets versions access latest --secret "$1"; }
create() { gcloud secrets create "$1" --replication-policy automatic --data-file "$2"; }
replace() { gcloud secrets versions add "$1" --data-file "$2"; }
