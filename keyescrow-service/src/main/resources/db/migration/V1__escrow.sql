-- What this service knows of split keys, kept by crypto-service's events.
create table split_key (
  key_id          uuid primary key,
  usage           text    not null,
  owner_person_id uuid    not null,
  -- The owner's device that made or last refreshed the share.
  device_id       uuid    not null,
  public_key      text    not null,
  generation      integer not null
);
create index split_key_owner on split_key (owner_person_id);

create table transport_key (
  device_id     uuid primary key,
  person_id     uuid        not null,
  public_key    text        not null,
  registered_at timestamptz not null
);

-- An endorsement counts while the device still has the same key and person; older ones stay as a
-- record of what was shown to owners.
create table endorsement (
  endorsement_id uuid primary key,
  device_id      uuid        not null,
  person_id      uuid        not null,
  public_key     text        not null,
  certificate_id uuid        not null,
  signature      bytea,
  asked_at       timestamptz not null,
  endorsed_at    timestamptz,
  unique (device_id, person_id, public_key, certificate_id)
);

create table backup (
  backup_id        uuid primary key,
  key_id           uuid        not null,
  generation       integer     not null,
  owner_person_id  uuid        not null,
  holder_person_id uuid        not null,
  holder_device_id uuid        not null,
  comparison       text        not null,
  state            text        not null,
  -- The share, encrypted to the holder's transport key; dropped when the backup ends.
  ciphertext       bytea,
  requested_at     timestamptz not null,
  verified_at      timestamptz,
  check ((ciphertext is not null) = (state in ('REQUESTED', 'VERIFIED')))
);
create index backup_owner on backup (owner_person_id);
create index backup_holder on backup (holder_person_id);
create unique index backup_live on backup (key_id, holder_device_id, generation)
  where state in ('REQUESTED', 'VERIFIED');

create table recovery (
  recovery_id        uuid primary key,
  backup_id          uuid        not null references backup,
  key_id             uuid        not null,
  generation         integer     not null,
  owner_person_id    uuid        not null,
  holder_person_id   uuid        not null,
  holder_device_id   uuid        not null,
  new_device_id      uuid        not null,
  transport_key      text        not null,
  state              text        not null,
  comparison         text,
  -- The share, encrypted to the new device's transport key; dropped when the recovery ends.
  ciphertext         bytea,
  requested_at       timestamptz not null,
  confirmed_at       timestamptz,
  expires_at         timestamptz,
  new_generation     integer,
  rejected_by        uuid,
  rejection_reason   text,
  check ((ciphertext is not null) = (state in ('CONFIRMED', 'IMPORTED')))
);
create index recovery_owner on recovery (owner_person_id);
create index recovery_holder on recovery (holder_person_id);
create index recovery_key on recovery (key_id);
create unique index recovery_open on recovery (backup_id, new_device_id)
  where state in ('PENDING', 'CONFIRMED');
create index recovery_due on recovery (expires_at) where state in ('PENDING', 'CONFIRMED');
