-- Events on their way to Kafka. A row is written in the transaction of its cause, and deleted once the
-- broker has acknowledged it: what stands here is what is not yet published.
create table outbox (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  topic text not null,
  key text not null,
  type text not null,
  -- Text, not jsonb: what is published is byte for byte what was stored.
  payload text not null,
  traceparent text,
  created_at timestamptz not null default clock_timestamp()
) with (
  -- The table stays small and is rewritten all the time: vacuum by count, not by share.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_analyze_scale_factor = 0,
  autovacuum_analyze_threshold = 5000
);

-- Events that have taken effect, per consumer: written in the transaction of the effect.
create table inbox (
  event_id uuid not null,
  consumer text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (event_id, consumer)
);

create index inbox_at on inbox (at);
