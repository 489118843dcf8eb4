create table impression (
  impression_id   uuid primary key,
  enterprise_id   uuid not null,
  uploader_id     uuid not null,
  certificate_id  uuid not null,
  seal_type       text not null,
  shape           text not null,
  name            text not null,
  width_mm        int not null,
  height_mm       int not null,
  picture_type    text not null,
  picture         bytea not null,
  picture_sm3     text not null,
  state           text not null,
  signature       text,
  reviewer_id     uuid,
  reason          text,
  seal_id         uuid,
  uploaded_at     timestamptz not null,
  submitted_at    timestamptz,
  decided_at      timestamptz
);
create index impression_enterprise on impression (enterprise_id, uploaded_at desc);
create index impression_submitted on impression (submitted_at) where state = 'SUBMITTED';

create table seal (
  seal_id        uuid primary key,
  impression_id  uuid not null unique references impression,
  enterprise_id  uuid not null,
  seal_type      text not null,
  name           text not null,
  state          text not null,
  ses_seal       bytea not null,
  made_at        timestamptz not null,
  claimed_by     uuid,
  claimed_at     timestamptz
);
create index seal_enterprise on seal (enterprise_id, made_at desc);

create table seal_use (
  use_id       uuid primary key,
  seal_id      uuid not null references seal,
  task_id      uuid not null,
  session_id   uuid not null,
  person_id    uuid not null,
  state        text not null,
  reserved_at  timestamptz not null,
  decided_at   timestamptz
);
create index seal_use_reserved on seal_use (reserved_at) where state = 'RESERVED';
