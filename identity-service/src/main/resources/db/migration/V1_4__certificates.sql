-- The embedded authority: one row each for ROOT and ISSUING. Private keys are wrapped, AAD = role
-- and certificate.
create table authority (
  role        text primary key,
  certificate bytea       not null,
  wrapped_key bytea       not null,
  created_at  timestamptz not null
);

-- Every certificate that the issuing authority ever signed.
create table issued_certificate (
  serial_number text primary key,
  profile       text        not null,
  certificate   bytea       not null,
  not_before    timestamptz not null,
  not_after     timestamptz not null,
  revoked_at    timestamptz,
  reason_code   int
);
create index issued_certificate_revoked on issued_certificate (revoked_at)
  where revoked_at is not null;

create table revocation_list (
  crl_number  bigint primary key,
  der         bytea       not null,
  this_update timestamptz not null,
  next_update timestamptz not null,
  entries     bigint      not null
);

create table service_certificate (
  service       text        not null,
  profile       text        not null,
  csr_digest    text        not null,
  serial_number text        not null references issued_certificate,
  issued_at     timestamptz not null,
  primary key (service, profile, csr_digest)
);

create table certificate_application (
  application_id            uuid primary key,
  person_id                 uuid        not null references person,
  enterprise_id             uuid references enterprise,
  device_id                 uuid        not null references device,
  subject                   text        not null,
  signing_key_id            uuid        not null,
  signing_public_key        text        not null,
  encryption_key_id         uuid        not null,
  encryption_public_key     text        not null,
  validity_years            int         not null,
  state                     text        not null,
  created_at                timestamptz not null,
  request_info              text,
  csr                       text,
  submitted_at              timestamptz,
  decided_at                timestamptz,
  reviewer_id               uuid,
  reason                    text,
  signing_certificate_id    uuid,
  encryption_certificate_id uuid
);
create index certificate_application_state on certificate_application (state, submitted_at);
create index certificate_application_person on certificate_application (person_id);

create table certificate (
  certificate_id uuid primary key,
  application_id uuid        not null references certificate_application,
  usage          text        not null,
  key_id         uuid        not null,
  person_id      uuid        not null references person,
  enterprise_id  uuid references enterprise,
  device_id      uuid        not null references device,
  serial_number  text        not null references issued_certificate,
  subject        text        not null,
  not_before     timestamptz not null,
  not_after      timestamptz not null,
  der            text        not null,
  state          text        not null,
  revoked_at     timestamptz,
  revocation     text
);
create index certificate_person on certificate (person_id);
create index certificate_enterprise on certificate (enterprise_id, usage);
