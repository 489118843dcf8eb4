-- What other services know of identity-service, kept by its events. No foreign keys: events of
-- different aggregates arrive in any order. A service may join these tables in its tenancy checks.

create table person (
  person_id   uuid primary key,
  name        text,
  verified_at timestamptz
);

create table person_device (
  device_id uuid primary key,
  person_id uuid not null,
  name      text not null
);
create index person_device_person on person_device (person_id);

create table enterprise (
  enterprise_id uuid primary key,
  name          text not null,
  uscc          text not null,
  region        text not null
);

-- A row is an active membership; withdrawal deletes it.
create table member (
  enterprise_id        uuid    not null,
  person_id            uuid    not null,
  role                 text    not null,
  legal_representative boolean not null,
  primary key (enterprise_id, person_id)
);
create index member_person on member (person_id);

create table certificate (
  certificate_id uuid primary key,
  key_id         uuid        not null,
  usage          text        not null,
  person_id      uuid        not null,
  enterprise_id  uuid,
  device_id      uuid        not null,
  serial_number  text        not null,
  subject        text        not null,
  not_before     timestamptz not null,
  not_after      timestamptz not null,
  state          text        not null,
  certificate    text        not null
);
create index certificate_key on certificate (key_id);
create index certificate_enterprise on certificate (enterprise_id, usage);
create index certificate_person on certificate (person_id);

create table platform (
  platform_id         uuid primary key,
  name                text    not null,
  region              text    not null,
  server_side_sealing boolean not null,
  backup_policy       text    not null,
  seal_claim_policy   text    not null
);

create table platform_binding (
  platform_id    uuid not null,
  enterprise_id  uuid not null,
  person_id      uuid not null,
  certificate_id uuid not null,
  primary key (platform_id, enterprise_id, person_id)
);
