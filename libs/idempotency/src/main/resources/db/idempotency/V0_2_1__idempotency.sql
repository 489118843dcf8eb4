-- What was answered to a write, so that its repetition can be answered alike. The row is written in the
-- transaction of the write: if that rolls back, nothing is remembered.
create table idempotency_key (
  caller text not null,
  key text not null,
  -- SHA-256 of method, path and body, hex: the same key with another request is refused.
  request_hash text not null,
  -- Null only within the transaction of the write, where no one else sees it.
  status int,
  content_type text,
  -- JSON as it was sent; null if there was none, or if it was not to be kept.
  body text,
  body_kept boolean not null default true,
  created_at timestamptz not null default clock_timestamp(),
  primary key (caller, key)
);

create index idempotency_key_created_at on idempotency_key (created_at);
