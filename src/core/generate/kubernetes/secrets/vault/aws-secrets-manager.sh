not_found='ResourceNotFoundException'
fetch() { aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text; }
create() { aws secretsmanager create-secret --name "$1" --secret-string "file://$2"; }
replace() { aws secretsmanager put-secret-value --secret-id "$1" --secret-string "file://$2"; }
