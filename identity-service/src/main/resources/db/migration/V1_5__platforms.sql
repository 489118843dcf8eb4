create table platform (
  platform_id         uuid primary key,
  name                text        not null,
  region              text        not null,
  client_id           text        not null unique,
  server_side_sealing boolean     not null,
  backup_policy       text        not null,
  seal_claim_policy   text        not null,
  registered_at       timestamptz not null
);

create table platform_binding (
  platform_id    uuid        not null references platform,
  enterprise_id  uuid        not null references enterprise,
  person_id      uuid        not null references person,
  certificate_id uuid        not null references certificate,
  bound_at       timestamptz not null,
  primary key (platform_id, enterprise_id, person_id)
);
