-- Openings, the bid envelopes sealed for them, their receipts and their decryption. Times are
-- those of this database: deadline and opening are judged by clock_timestamp() in here and nowhere
-- else.

create table opening (
  opening_id     uuid primary key,
  platform_id    uuid        not null,
  tender_id      text        not null,
  lot_id         text        not null,
  name           text        not null,
  deadline       timestamptz not null,
  opens_at       timestamptz not null,
  window_minutes integer     not null check (window_minutes > 0),
  registered_at  timestamptz not null default clock_timestamp(),
  unique (platform_id, tender_id, lot_id),
  check (deadline <= opens_at)
);

-- Why a decryption window was made longer, for the opening record.
create table opening_extension (
  opening_id  uuid        not null references opening,
  extended_at timestamptz not null default clock_timestamp(),
  minutes     integer     not null check (minutes > 0),
  reason      text        not null
);
create index opening_extension_opening on opening_extension (opening_id);

create table envelope (
  envelope_id         uuid primary key,
  opening_id          uuid        not null references opening,
  platform_id         uuid        not null,
  enterprise_id       uuid        not null,
  file_name           text        not null,
  file_size           bigint      not null check (file_size >= 0),
  sealing             text        not null,
  state               text        not null,
  created_at          timestamptz not null default clock_timestamp(),
  -- from ADDRESSED on
  session_id          uuid,
  person_id           uuid,
  device_id           uuid,
  statement_key_id    uuid,
  backup_verified     boolean,
  -- from DESCRIBED on
  header              bytea,
  tree_root           text,
  fallback_commitment text,
  statement           bytea,
  statement_digest    text,
  -- the two things that complete a DESCRIBED envelope, in any order
  signature_certificate_id uuid,
  signature_r         text,
  signature_s         text,
  content_blob        text,
  -- from SEALED on
  sealed_at           timestamptz,
  -- the latest decryption
  job_id              uuid,
  job_session_id      uuid,
  job_person_id       uuid,
  job_key_id          uuid,
  job_started_at      timestamptz,
  opened_at           timestamptz,
  plaintext_blob      text,
  tree_key            text,
  failed_at           timestamptz,
  failure             text
);
create index envelope_opening on envelope (opening_id);
create index envelope_enterprise on envelope (enterprise_id);

create table envelope_recipient (
  envelope_id            uuid    not null references envelope,
  position               integer not null,
  certificate_id         uuid    not null,
  key_id                 uuid    not null,
  person_id              uuid    not null,
  subject_key_identifier text    not null,
  certificate            text    not null,
  primary key (envelope_id, position),
  unique (envelope_id, certificate_id),
  unique (envelope_id, key_id)
);

-- Read model of qr.session-*.
create table qr_session (
  session_id     uuid primary key,
  purpose        text not null,
  state          text not null,
  person_id      uuid,
  device_id      uuid,
  reference_type text,
  reference_id   uuid
);

-- Read model of escrow.backup-verified and escrow.backup-stale.
create table key_backup (
  backup_id  uuid primary key,
  key_id     uuid    not null,
  generation integer not null,
  verified   boolean not null
);
create index key_backup_key on key_backup (key_id);

create table receipt_signer (
  signer_id   uuid primary key,
  public_key  text        not null,
  private_key bytea       not null,
  certificate text,
  -- Of the certificate; a signer retires before it, so that a receipt's certificate never changes.
  not_after   timestamptz,
  active      boolean     not null default true,
  created_at  timestamptz not null default clock_timestamp()
);
-- One active signer for all replicas: whoever loses the race of the first start takes the winner's.
create unique index receipt_signer_active on receipt_signer (active) where active;

create table receipt (
  envelope_id     uuid primary key references envelope,
  signer_id       uuid        not null references receipt_signer,
  payload         bytea       not null,
  signature       bytea       not null,
  short_code      text        not null,
  timestamp_token bytea,
  attempts        integer     not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp()
);
create index receipt_untimed on receipt (next_attempt_at) where timestamp_token is null;

create table decryption_job (
  job_id       uuid primary key,
  envelope_id  uuid        not null references envelope,
  state        text        not null,
  file_key     bytea,
  attempts     integer     not null default 0,
  requested_at timestamptz not null default clock_timestamp(),
  lease_owner  uuid,
  lease_until  timestamptz,
  finished_at  timestamptz,
  failure      text,
  -- A finished job holds no key.
  check (file_key is null or state in ('REQUESTED', 'READY', 'RUNNING'))
);
create index decryption_job_open on decryption_job (requested_at) where state in ('READY', 'RUNNING');
create index decryption_job_envelope on decryption_job (envelope_id);
