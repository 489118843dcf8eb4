-- Every change of an opening's times, and why: bidders see it, and it is never deleted.
create table opening_rescheduling (
  opening_id         uuid        not null references opening,
  rescheduled_at     timestamptz not null default clock_timestamp(),
  previous_deadline  timestamptz not null,
  previous_opens_at  timestamptz not null,
  deadline           timestamptz not null,
  opens_at           timestamptz not null,
  reason             text        not null,
  check (deadline <= opens_at)
);
create index opening_rescheduling_opening on opening_rescheduling (opening_id, rescheduled_at);
