create table qr_session (
  session_id      uuid primary key,
  purpose         text not null,
  platform_id     uuid not null,
  enterprise_id   uuid,
  reference_type  text,
  reference_id    uuid,
  summary         jsonb not null,
  expected        jsonb,
  -- The key of the rotating code, wrapped; whoever holds it can make codes.
  code_key        bytea not null,
  state           text not null,
  -- Equals the version of the session's last frame: one change, one frame.
  version         bigint not null,
  person_id       uuid,
  device_id       uuid,
  confirmed_at    timestamptz,
  expires_at      timestamptz,
  result          jsonb,
  failure         text,
  created_at      timestamptz not null
);

create index qr_session_open on qr_session (expires_at)
  where state in ('PENDING', 'SCANNED', 'CONFIRMED', 'PROCESSING');
