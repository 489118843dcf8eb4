-- The committee's lock of an opening (docs/event-lock.md, ADR 20). Whether an opening must have one
-- is said when it is registered.
alter table opening add column event_lock boolean not null default false;

create table event_lock (
  lock_id        uuid primary key,
  opening_id     uuid        not null references opening,
  purpose        text        not null check (purpose in ('EVENT', 'DRILL')),
  state          text        not null check (state in ('FORMING', 'READY', 'RELEASED', 'WAIVED',
                                                       'FAILED', 'REPLACED')),
  threshold      integer     not null check (threshold between 2 and 9),
  created_at     timestamptz not null default clock_timestamp(),
  -- from the last contribution on
  lock_key       text,
  transcript_sm3 text,
  ready_at       timestamptz,
  -- the lock's secret, wrapped: from the release to the opening's conclusion
  secret         bytea,
  released_at    timestamptz,
  destroyed_at   timestamptz,
  -- of a waiver, as the platform proposed it
  waiver_reason  text,
  waived_at      timestamptz,
  check (secret is null or state = 'RELEASED')
);
create index event_lock_opening on event_lock (opening_id, created_at);
-- An opening has one lock that counts.
create unique index event_lock_in_force on event_lock (opening_id)
  where purpose = 'EVENT' and state in ('FORMING', 'READY', 'RELEASED', 'WAIVED');

create table event_lock_member (
  lock_id         uuid    not null references event_lock,
  position        integer not null check (position between 1 and 9),
  person_id       uuid    not null,
  enterprise_id   uuid    not null,
  role            text    not null,
  certificate_id  uuid    not null,
  key_id          uuid    not null,
  certificate     text    not null,
  contribution    bytea,
  -- his share of the lock's secret, encrypted by himself to himself
  encrypted_share bytea,
  -- the share itself, wrapped: from his release until the lock's secret is put together
  share           bytea,
  share_given_at  timestamptz,
  -- the platform says that he cannot release any more
  lost            boolean not null default false,
  primary key (lock_id, position),
  unique (lock_id, person_id)
);
create index event_lock_member_person on event_lock_member (person_id);

-- What members, and bidders in a waiver, sign: begun in a confirmed session, done by a
-- co-signature. A second beginning in the same session takes the place of the first.
create table event_lock_statement (
  lock_id        uuid        not null references event_lock,
  kind           text        not null check (kind in ('CONTRIBUTION', 'CONFIRMATION', 'COMPLAINT',
                                                      'RELEASE', 'WAIVER', 'BID_WAIVER')),
  session_id     uuid        not null,
  person_id      uuid        not null,
  key_id         uuid        not null,
  -- what the statement is about: contribution, encrypted share, position of the accused
  content        bytea,
  -- of a release: the opening's time that it is for
  opens_at       timestamptz,
  -- of a bidder's waiver
  envelope_id    uuid references envelope,
  statement      bytea       not null,
  digest         text        not null,
  begun_at       timestamptz not null default clock_timestamp(),
  certificate_id uuid,
  signature_r    text,
  signature_s    text,
  signed_at      timestamptz,
  primary key (lock_id, kind, session_id)
);
create index event_lock_statement_envelope on event_lock_statement (envelope_id)
  where envelope_id is not null;
