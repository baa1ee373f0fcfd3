# Keys of this datacenter start at its number and step by the number of all.
after=(--command="DO \$\$
DECLARE item record;
BEGIN
  FOR item IN SELECT schemaname, sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER SEQUENCE %I.%I INCREMENT BY $DATACENTERS START WITH $DATACENTER RESTART WITH $DATACENTER', item.schemaname, item.sequencename);
  END LOOP;
  FOR item IN SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = 'idn_oauth2_access_token' AND column_name = 'dcid' LOOP
    EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET DEFAULT %L', item.table_name, item.column_name, 'DC$DATACENTER');
  END LOOP;
END \$\$")
