-- A service's own signing keys, one row a profile for all replicas.
create table service_key (
  profile      text primary key,
  public_key   text not null,
  private_key  bytea not null,
  certificate  text,
  chain        text,
  created_at   timestamptz not null default clock_timestamp()
);
