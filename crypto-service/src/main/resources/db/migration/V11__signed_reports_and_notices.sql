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

-- Notices get a timestamp as receipts do, and there is one of a bid that was announced too late and
-- so has no envelope: it is bound to opening and enterprise.
alter table notice drop constraint notice_pkey;
alter table notice alter column envelope_id drop not null;
alter table notice
  add column notice_id       uuid        not null default gen_random_uuid() primary key,
  add column opening_id      uuid references opening,
  add column enterprise_id   uuid,
  add column timestamp_token bytea,
  add column attempts        integer     not null default 0,
  add column next_attempt_at timestamptz not null default clock_timestamp(),
  add constraint notice_of_one unique (envelope_id, kind, subject),
  add constraint notice_of_none unique (opening_id, enterprise_id, kind, subject),
  add check ((envelope_id is null) = (opening_id is not null)),
  add check ((envelope_id is null) = (enterprise_id is not null));
create index notice_untimed on notice (next_attempt_at) where timestamp_token is null;
