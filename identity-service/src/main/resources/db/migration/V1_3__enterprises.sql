create table enterprise (
  enterprise_id     uuid primary key,
  uscc              text        not null unique,
  name              text        not null,
  region            text        not null,
  legal_name        text        not null,
  legal_id_wrapped  bytea       not null,
  certified_at      timestamptz not null
);

create table enterprise_claim (
  claim_id         uuid primary key,
  person_id        uuid        not null references person,
  uscc             text        not null,
  name             text        not null,
  region           text        not null,
  legal_name       text        not null,
  legal_id_wrapped bytea       not null,
  licence_image    bytea,
  state            text        not null,
  submitted_at     timestamptz not null,
  decided_at       timestamptz,
  reviewer_id      uuid,
  reason           text,
  enterprise_id    uuid references enterprise
);
create index enterprise_claim_state on enterprise_claim (state, submitted_at);
create unique index enterprise_claim_open on enterprise_claim (person_id, uscc)
  where state = 'SUBMITTED';

create table membership (
  enterprise_id        uuid        not null references enterprise,
  person_id            uuid        not null references person,
  role                 text        not null,
  legal_representative boolean     not null,
  since                timestamptz not null,
  primary key (enterprise_id, person_id)
);
create index membership_person on membership (person_id);
-- Exactly one administrator an enterprise, whoever comes at the same time.
create unique index membership_one_administrator on membership (enterprise_id)
  where role = 'ADMINISTRATOR';

create table join_request (
  join_request_id  uuid primary key,
  enterprise_id    uuid        not null references enterprise,
  person_id        uuid        not null references person,
  reason           text        not null,
  state            text        not null,
  submitted_at     timestamptz not null,
  decided_at       timestamptz,
  administrator_id uuid,
  rejection        text
);
create index join_request_enterprise on join_request (enterprise_id, submitted_at);
create unique index join_request_open on join_request (enterprise_id, person_id)
  where state = 'SUBMITTED';
