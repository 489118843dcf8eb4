-- The last version given out per session. Its row lock makes appends to one session follow one another
-- until commit, so that versions become visible in their order and without gaps.
create table session_frame_head (
  session_id uuid primary key,
  version bigint not null,
  at timestamptz not null default clock_timestamp()
);

create index session_frame_head_at on session_frame_head (at);

-- What was told to those who follow a session.
create table session_frame (
  session_id uuid not null,
  version bigint not null,
  type text not null,
  data jsonb not null,
  at timestamptz not null default clock_timestamp(),
  primary key (session_id, version)
);

create index session_frame_at on session_frame (at);
