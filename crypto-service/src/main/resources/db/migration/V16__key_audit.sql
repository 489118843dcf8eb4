-- Every use of a key, one row after another, each bound to the one before by its hash
-- (docs/key-audit.md, docs/adr/0018). The primary key decides who comes next: two rows cannot both
-- follow the same one. Hence no row for the head of a chain, which every use would have to lock.
-- No key to split_key: its check would lock a row that a refresh holds.
create table key_use (
  key_id        uuid        not null,
  sequence      bigint      not null check (sequence > 0),
  operation     text        not null,
  outcome       text        not null,
  device_id     uuid        not null,
  person_id     uuid        not null,
  session_id    uuid,
  purpose       text,
  reference     text,
  request_id    uuid        not null,
  recorded_at   timestamptz not null,
  previous_head text        not null check (length(previous_head) = 64),
  head          text        not null check (length(head) = 64),
  primary key (key_id, sequence)
);

create function refuse_change_of_key_use() returns trigger language plpgsql as $$
begin
  raise exception 'uses of keys are only ever added';
end $$;
create trigger key_use_is_final before update or delete on key_use
  for each row execute function refuse_change_of_key_use();

-- The heads of all keys in one tree, once a day, signed and timestamped.
create table key_audit_tree (
  tree_id         uuid        primary key,
  number          bigint      not null unique check (number > 0),
  keys            bigint      not null check (keys > 0),
  root            text        not null check (length(root) = 64),
  made_at         timestamptz not null,
  signer_id       uuid        not null references receipt_signer,
  payload         bytea       not null,
  signature       bytea       not null,
  -- The two that other services give: RFC 3161, and DER certificates in base64.
  timestamp_token bytea,
  authorities     text[],
  attempts        integer     not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp()
);

-- Where a key's head is in a tree: only for the trees in which it had moved. In the trees between
-- it is the same head.
create table key_anchor (
  key_id   uuid   not null,
  number   bigint not null references key_audit_tree (number),
  uses     bigint not null check (uses > 0),
  head     text   not null check (length(head) = 64),
  position bigint not null check (position >= 0),
  -- The inclusion path of RFC 6962 §2.1.1, from the leaf up: 32 bytes each.
  path     bytea  not null,
  primary key (key_id, number)
);

-- How far this database has come. Its id is drawn when it is made, and a backup has the same; the
-- mark moves on all the time, and is kept outside too: a database that is behind was restored.
create table restore_witness (
  lineage uuid   primary key default gen_random_uuid(),
  mark    bigint not null default 0
);
insert into restore_witness default values;
