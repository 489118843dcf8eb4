-- Why a backup was ended, when its holder's phone last proved its copy, and whether people were
-- told that a proof is overdue.
alter table backup add column end_reason text;
alter table backup add column proven_at timestamptz;
alter table backup add column overdue_told_at timestamptz;
create index backup_key on backup (key_id);
create index backup_proof_due on backup (coalesce(proven_at, verified_at))
  where state = 'VERIFIED' and overdue_told_at is null;

-- The number that the holder's phone takes into its next proof; good for one proof.
create table proof_challenge (
  backup_id  uuid primary key references backup,
  challenge  text        not null,
  expires_at timestamptz not null
);

-- What people are told. Numbers are given out per person and without gaps: the counter's row is
-- locked until the transaction ends, so whoever has read up to a number has missed nothing.
create table notice_counter (
  person_id uuid primary key,
  last      bigint not null
);
create table notice (
  person_id uuid        not null,
  number    bigint      not null,
  kind      text        not null,
  key_id    uuid        not null,
  -- The backup or recovery that it is about; null if it is about the key.
  subject   uuid,
  raised_at timestamptz not null,
  primary key (person_id, number)
);
create table notice_mark (
  person_id    uuid   not null,
  device_id    uuid   not null,
  read_up_to   bigint not null,
  primary key (person_id, device_id)
);

-- From when a confirmed recovery may be imported, and who wants it sooner.
alter table recovery add column importable_at timestamptz;
create table recovery_approval (
  recovery_id uuid        not null references recovery,
  person_id   uuid        not null,
  approved_at timestamptz not null,
  primary key (recovery_id, person_id)
);

-- Members who left: what colleagues hold of their keys ends when no sealed bid depends on it.
create table owner_departure (
  person_id     uuid        not null,
  enterprise_id uuid        not null,
  left_at       timestamptz not null default clock_timestamp(),
  primary key (person_id, enterprise_id)
);

-- Who may shorten the waiting time of a recovery: never the owner; the holder of a verified backup
-- of the key, or a member of the key's enterprise with a signing certificate in force.
create function may_approve(r recovery, person uuid) returns boolean
  language sql stable
  return r.owner_person_id <> person and (
    exists (
      select 1 from backup b
      where b.key_id = r.key_id and b.generation = r.generation and b.state = 'VERIFIED'
        and b.holder_person_id = person)
    or exists (
      select 1 from member m
      join certificate c on c.person_id = m.person_id and c.enterprise_id = m.enterprise_id
        and c.usage = 'SIGNING' and c.state = 'IN_FORCE'
        and clock_timestamp() between c.not_before and c.not_after
      where m.person_id = person and m.enterprise_id = (
        select kc.enterprise_id from certificate kc
        where kc.key_id = r.key_id and kc.state <> 'REVOKED'
        order by kc.not_before desc limit 1)));
