-- What a phone signed of what it reports, beside the entry of the timeline that shows it. Everything
-- that another party needs to check the signature is here; only the key's registration is elsewhere.
create table client_report (
  entry_id      uuid primary key,
  envelope_id   uuid  not null,
  kind          text  not null,
  -- the canonical bytes, and SM2 with SM3 over them, DER
  statement     bytea not null,
  signature     bytea not null,
  -- the device's public key when it was checked, hex
  device_key    text  not null,
  -- SM3 of the statement: the same report counts once
  statement_sm3 text  not null,
  unique (envelope_id, statement_sm3)
);
