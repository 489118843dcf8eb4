create table thing (
  thing_id uuid primary key,
  edition  integer not null,
  secret   bytea,
  picture  bytea,
  touched  integer not null default 0
);
