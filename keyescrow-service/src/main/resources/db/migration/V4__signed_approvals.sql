-- An approval is a co-signed statement: first asked for, then signed. Those of before have no
-- signature; they were plain calls, and their recoveries are over within a day.
alter table recovery_approval
  alter column approved_at drop not null,
  add column approval_id    uuid unique,
  add column certificate_id uuid,
  add column signature      bytea,
  add check (signature is null or approved_at is not null);
