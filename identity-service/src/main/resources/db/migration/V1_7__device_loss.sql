-- A device that was reported lost or removed logs in no more. The time is the database's: a device
-- is taken back only after a real-name verification that is later.
alter table device add column state text not null default 'ACTIVE'
  check (state in ('ACTIVE', 'LOST', 'REMOVED'));
alter table device add column state_since timestamptz;
create index refresh_token_device on refresh_token (device_id) where revoked_at is null;
