-- A bid that a later one of the same enterprise took the place of, before the deadline.
alter table envelope add column superseded_by uuid references envelope;
alter table envelope add column superseded_at timestamptz;
