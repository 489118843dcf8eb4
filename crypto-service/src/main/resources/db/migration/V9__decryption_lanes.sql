-- The fair order of decryption jobs (docs/adr/0010-fair-lanes.md), where each has come to, and who works.

-- Start tag of a job: the lower, the sooner. Null is a job of before, or one that no worker has heard of yet.
alter table decryption_job add column turn bigint;
-- Bytes of plaintext that are decrypted and checked.
alter table decryption_job add column done bigint not null default 0;
-- Where another worker may go on: the state of the segment tree, and the draft that is durable up to there.
alter table decryption_job add column checkpoint_tree bytea;
alter table decryption_job add column checkpoint_draft text;
-- The queue position that its session was told last.
alter table decryption_job add column told_position integer;

drop index decryption_job_open;
create index decryption_job_open on decryption_job (turn nulls first, requested_at)
  where state in ('REQUESTED', 'READY', 'RUNNING');

-- One row for each opening: the start tag of its latest job, and what that job costs.
create table decryption_lane (
  opening_id uuid primary key references opening,
  turn       bigint not null,
  cost       bigint not null
);
create index decryption_lane_end on decryption_lane ((turn + cost));

-- The workers that live, and what each can do: expected times are reckoned from this.
create table decryption_worker (
  worker_id        uuid primary key,
  slots            integer     not null check (slots > 0),
  bytes_per_second bigint      not null check (bytes_per_second > 0),
  seen_at          timestamptz not null default clock_timestamp()
);
