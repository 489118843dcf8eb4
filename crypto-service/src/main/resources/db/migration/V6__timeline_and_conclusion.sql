-- What happened to a bid, in the order of this database's clock. Facts only: whose fault something
-- was is judged from them, never stored with them. No foreign keys: an entry waits for nobody's lock.
create table timeline_entry (
  entry_id    uuid primary key default gen_random_uuid(),
  opening_id  uuid        not null,
  -- null: of the opening, and so of all its bids
  envelope_id uuid,
  at          timestamptz not null default clock_timestamp(),
  kind        text        not null,
  detail      text,
  person_id   uuid,
  session_id  uuid,
  device_id   uuid,
  -- of a client's report: what its own clock said
  claimed_at  timestamptz,
  recorded_in bigint      not null default pg_current_xact_id()::text::bigint
);
create index timeline_entry_envelope on timeline_entry (envelope_id, at) where envelope_id is not null;
create index timeline_entry_opening on timeline_entry (opening_id, at);

alter table opening add column concluded_at timestamptz;
alter table opening add column changed_in bigint not null default 0;
alter table envelope add column changed_in bigint not null default 0;
alter table envelope add column retracted_at timestamptz;
alter table envelope add column judged_at timestamptz;
alter table envelope add column fallback_nonce text;
alter table envelope add column plaintext_sm3 text;

-- The transaction of the latest change, for readers that hold the snapshot of their last look: a
-- version counter in the opening's row would make thousands of bids wait for one another.
create function opening_changed() returns trigger language plpgsql as $$
begin
  new.changed_in := pg_current_xact_id()::text::bigint;
  return new;
end $$;
create trigger opening_changed before insert or update on opening
  for each row execute function opening_changed();

-- Every change of a sealed envelope's state is on its timeline, whoever makes it.
create function envelope_changed() returns trigger language plpgsql as $$
begin
  new.changed_in := pg_current_xact_id()::text::bigint;
  if tg_op = 'UPDATE' and new.state <> old.state and new.sealed_at is not null then
    insert into timeline_entry (opening_id, envelope_id, kind, detail, person_id, session_id)
    values (new.opening_id, new.envelope_id, new.state,
            case new.state when 'FAILED' then new.failure end, new.job_person_id,
            new.job_session_id);
  end if;
  return new;
end $$;
create trigger envelope_changed before insert or update on envelope
  for each row execute function envelope_changed();

-- What was decided of a sealed bid that was not opened. The latest row counts; none is deleted.
create table bid_verdict (
  verdict_id      uuid primary key default gen_random_uuid(),
  envelope_id     uuid        not null references envelope,
  decided_at      timestamptz not null default clock_timestamp(),
  outcome         text        not null check (outcome in ('WITHDRAWN', 'RECALLED')),
  reason          text        not null,
  fault           text        not null,
  basis           uuid[]      not null,
  decided_by      text        not null check (decided_by in ('SERVICE', 'PLATFORM')),
  platform_reason text,
  check (decided_by = 'SERVICE' or platform_reason is not null)
);
create index bid_verdict_envelope on bid_verdict (envelope_id, decided_at);

-- When this service last gave a sign of life; a gap is an outage.
create table service_pulse (
  only_row boolean primary key default true check (only_row),
  at       timestamptz not null default clock_timestamp()
);
insert into service_pulse default values;
