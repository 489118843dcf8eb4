-- What happened to an opening, one entry after another, each bound to the one before by its hash
-- (docs/opening-record.md, docs/adr/0009). The row of opening_chain is locked by whoever appends:
-- it is the last lock that a transaction takes. Hence no key to opening: its check would lock the
-- opening after the chain, and changes of an opening's times lock them the other way round.
create table opening_chain (
  opening_id uuid primary key,
  entries    bigint      not null default 0,
  head_hash  text        not null default repeat('0', 64),
  last_at    timestamptz not null default clock_timestamp()
);

create table opening_chain_entry (
  opening_id    uuid        not null references opening_chain,
  sequence      bigint      not null check (sequence > 0),
  kind          text        not null,
  recorded_at   timestamptz not null,
  -- Canonical JSON, the very bytes that were hashed.
  payload       text        not null,
  previous_hash text        not null,
  hash          text        not null,
  primary key (opening_id, sequence)
);

create function refuse_change_of_chain() returns trigger language plpgsql as $$
begin
  raise exception 'entries of opening chains are only ever added';
end $$;
create trigger opening_chain_entry_is_final before update or delete on opening_chain_entry
  for each row execute function refuse_change_of_chain();

-- Records that were handed out: one for each length of a chain, the same for everybody.
create table opening_record (
  opening_id      uuid   not null references opening_chain,
  entries         bigint not null,
  signer_id       uuid   not null references receipt_signer,
  payload         bytea  not null,
  signature       bytea  not null,
  -- The two that other services give: RFC 3161, and DER certificates in base64.
  timestamp_token bytea,
  authorities     text[],
  primary key (opening_id, entries)
);

-- Certificates issued until now do not say that they are for receipts, which verifiers want to see;
-- the next signature makes a new key.
update receipt_signer set active = false where active;
