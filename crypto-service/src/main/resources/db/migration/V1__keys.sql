-- Split keys: the server's side (docs/split-key.md). Points, tokens and digests are lower-case
-- hexadecimal; whatever is secret is wrapped under the key-encryption key before it comes here.

create table split_key (
    key_id               uuid primary key,
    usage                text        not null check (usage in ('SIGNING', 'ENCRYPTION')),
    owner_person_id      uuid        not null,
    public_key           text        not null check (length(public_key) = 130),
    -- The phone's point: with it anyone who has a phone's masked share could test PINs, so it is
    -- never answered to anyone.
    p1                   text        not null check (length(p1) = 130),
    generation           integer     not null check (generation >= 1),
    -- The server's share, wrapped with AAD keyId ‖ generation.
    d2                   bytea       not null,
    reset_public_key     text        not null check (length(reset_public_key) = 130),
    reset_private_key    bytea       not null,
    -- The one release of the reset key, and the Idempotency-Key that may see it again.
    reset_released_at    timestamptz,
    reset_release_key    text,
    -- Proofs of backup holders are counted for the whole key: they too could test guesses.
    backup_checks_left   integer     not null default 5 check (backup_checks_left between 0 and 5),
    backup_blocked_since timestamptz,
    created_at           timestamptz not null default clock_timestamp()
);

create index split_key_owner on split_key (owner_person_id, created_at);

create table holding (
    key_id          uuid        not null references split_key,
    device_id       uuid        not null,
    person_id       uuid        not null,
    generation      integer     not null check (generation >= 1),
    state           text        not null
        check (state in ('ACTIVE', 'LOCKED', 'QUARANTINED', 'REFRESH_ONLY', 'STALE')),
    attempts_left   integer     not null check (attempts_left between 0 and 5),
    -- Since when it is locked or quarantined: a real-name verification must be later.
    blocked_since   timestamptz,
    -- False while the attempt that used up the counter is still being checked.
    block_reported  boolean     not null default false,
    token           text        not null check (length(token) = 32),
    -- The verified backup that this holding came from; null on the phone that made the key.
    backup_id       uuid,
    -- The last request that was answered, and its answer, wrapped: a co-decryption's T2 opens the
    -- file key of its envelope.
    last_request_id uuid,
    last_content    text,
    last_answer     bytea,
    created_at      timestamptz not null default clock_timestamp(),
    primary key (key_id, device_id),
    check (state in ('LOCKED', 'QUARANTINED') or attempts_left > 0),
    check ((state = 'ACTIVE') = (blocked_since is null) or state = 'STALE')
);

create index holding_person on holding (person_id, key_id);

-- Requests that cost an attempt and were not answered: under way, or refused. The row is written in
-- the statement that takes the attempt, before the proof is looked at.
create table attempt (
    key_id        uuid        not null,
    device_id     uuid        not null,
    request_id    uuid        not null,
    content       text        not null check (length(content) = 64),
    attempts_left integer     not null,
    counted_at    timestamptz not null default clock_timestamp(),
    refused       boolean     not null default false,
    primary key (key_id, device_id, request_id),
    foreign key (key_id, device_id) references holding
);

create table signing_expectation (
    session_id    uuid        not null,
    e             text        not null check (length(e) = 64),
    person_id     uuid        not null,
    key_id        uuid        not null references split_key,
    purpose       text        not null,
    expires_at    timestamptz not null,
    registered_at timestamptz not null default clock_timestamp(),
    primary key (session_id, e)
);

create index signing_expectation_end on signing_expectation (expires_at);
