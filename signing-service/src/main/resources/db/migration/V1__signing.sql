-- Documents, signing tasks, signing requests, trail, the timestamp authority's key.
-- Files (documents, prepared and signed revisions) are in the file store; rows hold their names.

create table document (
  document_id uuid primary key,
  platform_id uuid        not null,
  file_name   text        not null,
  sm3         text        not null,
  pages       int         not null,
  size        bigint      not null,
  file        text        not null,
  created_at  timestamptz not null
);

create table signing_task (
  task_id      uuid primary key,
  platform_id  uuid        not null,
  document_id  uuid        not null references document,
  title        text        not null,
  state        text        not null
    check (state in ('PENDING', 'PREPARED', 'COMPLETED', 'VOIDED', 'EXPIRED')),
  -- The request that holds the task; there is one exactly while it is PREPARED.
  request_id   uuid check ((state = 'PREPARED') = (request_id is not null)),
  -- The newest signed revision; absent before the first signature.
  file         text,
  sm3          text,
  void_reason  text,
  version      bigint      not null default 0,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  completed_at timestamptz
);
create index signing_task_platform on signing_task (platform_id, task_id);
create index signing_task_open on signing_task (expires_at) where state in ('PENDING', 'PREPARED');

create table signatory (
  task_id       uuid not null references signing_task,
  position      int  not null,
  enterprise_id uuid not null,
  primary key (task_id, enterprise_id)
);
create index signatory_enterprise on signatory (enterprise_id, task_id);

create table placement (
  task_id       uuid             not null,
  enterprise_id uuid             not null,
  position      int              not null,
  page          int              not null,
  x_mm          double precision not null,
  y_mm          double precision not null,
  seal_type     text             not null,
  signed_by     uuid,
  primary key (task_id, enterprise_id, position),
  foreign key (task_id, enterprise_id) references signatory
);

create table signing_request (
  request_id        uuid primary key,
  task_id           uuid        not null references signing_task,
  session_id        uuid        not null,
  person_id         uuid        not null,
  enterprise_id     uuid        not null,
  certificate_id    uuid        not null,
  seal_id           uuid        not null,
  -- Of the POST that made it; taken away when the request fails, so that the POST may be repeated.
  idempotency_key   text,
  state             text        not null check (state in ('RESERVING', 'PREPARED', 'SIGNED', 'FAILED')),
  signing_time      timestamptz not null,
  expires_at        timestamptz not null,
  use_id            uuid,
  seal_type         text,
  key_id            uuid,
  certificate       text,
  file              text,
  first_length      bigint,
  second_start      bigint,
  second_length     bigint,
  document_digest   text,
  signed_attributes text,
  e                 text,
  failure           text,
  unique (person_id, task_id, idempotency_key)
);
create index signing_request_task on signing_request (task_id);
create index signing_request_open on signing_request (expires_at) where state in ('RESERVING', 'PREPARED');

-- What is still owed to seal-service: written with the change that causes it, done afterwards.
create table seal_duty (
  request_id uuid primary key references signing_request,
  action     text        not null check (action in ('CONFIRM', 'RELEASE')),
  attempts   int         not null default 0,
  next_at    timestamptz not null
);
create index seal_duty_next on seal_duty (next_at);

create table trail (
  -- In the order of writing; the writers of one task hold its lock.
  trail_id      bigint generated always as identity primary key,
  task_id       uuid        not null references signing_task,
  at            timestamptz not null,
  action        text        not null,
  platform_id   uuid,
  person_id     uuid,
  enterprise_id uuid,
  session_id    uuid,
  detail        text
);
create index trail_task on trail (task_id, trail_id);

-- What is known of QR sessions for signing, kept by qr-session-service's events.
create table qr_session (
  session_id     uuid primary key,
  state          text not null,
  platform_id    uuid not null,
  enterprise_id  uuid,
  person_id      uuid,
  device_id      uuid,
  reference_type text,
  reference_id   uuid
);

-- Serial numbers of timestamp tokens: never used twice (RFC 3161 §2.4.2), across replicas.
create sequence timestamp_serial;
