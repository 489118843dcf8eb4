-- How many recipients must act together (ADR 19); null: any one of them.
alter table envelope add column threshold int check (threshold between 2 and 16);

-- Who has given his share of a bid's key. The share itself, wrapped, is there only as long as the
-- bid waits for others.
create table key_share (
  envelope_id uuid        not null references envelope,
  key_id      uuid        not null,
  person_id   uuid        not null,
  session_id  uuid        not null,
  given_at    timestamptz not null default clock_timestamp(),
  share       bytea,
  job_id      uuid,
  primary key (envelope_id, key_id)
);

-- Whatever ends the waiting, the shares go: decryption, fallback, conclusion.
create function key_shares_wiped() returns trigger language plpgsql as $$
begin
  update key_share set share = null where envelope_id = new.envelope_id and share is not null;
  return null;
end $$;
create trigger key_shares_wiped after update of state on envelope
  for each row when (new.state <> old.state and new.state not in ('SEALED', 'FAILED'))
  execute function key_shares_wiped();

-- Rehearsals of opening: a canary for one recipient's key, and what came of it. Of one person with
-- one key there are at most two: the latest that ended and one that goes on.
create table rehearsal (
  rehearsal_id         uuid primary key,
  envelope_id          uuid        not null references envelope,
  key_id               uuid        not null,
  person_id            uuid        not null,
  session_id           uuid        not null,
  canary               bytea       not null,
  answer_sm3           text        not null,
  certificate_in_force boolean     not null,
  started_at           timestamptz not null default clock_timestamp(),
  finished_at          timestamptz,
  passed               boolean,
  reason               text,
  check ((finished_at is null) = (passed is null))
);
create index rehearsal_envelope on rehearsal (envelope_id, key_id, person_id);
