-- Backups of which several holders together rebuild the share, and none alone. The commitments stay
-- in here: the first of them would let the thief of a phone test PINs.
create table quorum_backup (
  backup_id       uuid primary key,
  key_id          uuid        not null,
  generation      integer     not null,
  owner_person_id uuid        not null,
  threshold       integer     not null check (threshold >= 2),
  commitments     text        not null,
  digest          text        not null,
  state           text        not null
    check (state in ('REQUESTED', 'VERIFIED', 'STALE', 'REVOKED')),
  requested_at    timestamptz not null default clock_timestamp()
);
create index quorum_backup_key on quorum_backup (key_id);
create index quorum_backup_owner on quorum_backup (owner_person_id);

-- A piece, encrypted to its holder's transport key; dropped when the piece ends.
create table quorum_piece (
  backup_id        uuid        not null references quorum_backup,
  piece_index      integer     not null check (piece_index between 1 and 255),
  holder_person_id uuid        not null,
  holder_device_id uuid        not null,
  ciphertext       bytea,
  verified_at      timestamptz,
  primary key (backup_id, piece_index),
  unique (backup_id, holder_person_id)
);
create index quorum_piece_holder on quorum_piece (holder_person_id);
create index quorum_piece_device on quorum_piece (holder_device_id);

create table quorum_recovery (
  recovery_id     uuid primary key,
  backup_id       uuid        not null references quorum_backup,
  key_id          uuid        not null,
  generation      integer     not null,
  owner_person_id uuid        not null,
  new_device_id   uuid        not null,
  transport_key   text        not null,
  state           text        not null
    check (state in ('PENDING', 'CONFIRMED', 'IMPORTED', 'RECOVERED', 'REJECTED', 'EXPIRED')),
  requested_at    timestamptz not null default clock_timestamp(),
  importable_at   timestamptz,
  expires_at      timestamptz not null
);
create index quorum_recovery_key on quorum_recovery (key_id);
create unique index quorum_recovery_open on quorum_recovery (backup_id, new_device_id)
  where state in ('PENDING', 'CONFIRMED');

-- A piece, encrypted to the new phone; dropped when the recovery ends.
create table quorum_passed_piece (
  recovery_id  uuid        not null references quorum_recovery,
  piece_index  integer     not null,
  ciphertext   bytea       not null,
  comparison   text        not null,
  confirmed_at timestamptz not null default clock_timestamp(),
  primary key (recovery_id, piece_index)
);
