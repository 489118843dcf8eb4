-- The identification number is wrapped under the key-encryption key, AAD = person id.
create table person (
  person_id         uuid primary key references account,
  name              text        not null,
  id_number_wrapped bytea       not null,
  verified_at       timestamptz not null,
  method            text        not null
);

create table real_name_verification (
  verification_id   uuid primary key,
  person_id         uuid        not null references account,
  method            text        not null,
  name              text        not null,
  id_number_wrapped bytea       not null,
  state             text        not null,
  reference         text,
  failure           text,
  created_at        timestamptz not null,
  decided_at        timestamptz
);
create index real_name_verification_person on real_name_verification (person_id, created_at desc);
