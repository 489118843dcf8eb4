-- Uploads that may be interrupted, and the ledger of what platforms have uploaded.

-- What a platform has stored, which its quota limits: always the sum of its rows in stored_blob.
create table platform_storage (
  platform_id  uuid primary key,
  stored_bytes bigint not null check (stored_bytes >= 0)
);

-- A blob that exists, is being written, or is being deleted.
create table stored_blob (
  blob        text primary key,
  platform_id uuid        not null references platform_storage,
  bytes       bigint      not null check (bytes >= 0),
  booked_at   timestamptz not null default clock_timestamp()
);
create index stored_blob_age on stored_blob (booked_at);

create table upload (
  upload_id    uuid primary key,
  envelope_id  uuid        not null references envelope,
  platform_id  uuid        not null,
  -- ciphertext of an envelope that the bidder's side sealed, or a plaintext to be sealed here
  kind         text        not null check (kind in ('CIPHERTEXT', 'PLAINTEXT')),
  blob         text        not null,
  length       bigint      not null,
  -- Bytes of the client that are durable in the store.
  received     bigint      not null default 0,
  -- Their size in the draft: the same, or more where they are encrypted.
  stored       bigint      not null default 0,
  state        text        not null check (state in ('OPEN', 'COMPLETE', 'ENDED')),
  -- The store's handle of the draft.
  draft        text        not null,
  -- What the client told, to be told back.
  metadata     text,
  -- The description that a ciphertext belongs to: its statement's digest.
  description  text,
  -- Under which a plaintext lies in the store, wrapped; gone when the upload is.
  staging_key  bytea,
  -- Who writes, until when, and how often somebody began to.
  writer       uuid,
  writer_until timestamptz,
  writes       integer     not null default 0,
  created_at   timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null,
  check (received between 0 and length),
  check ((kind = 'CIPHERTEXT') = (description is not null)),
  check ((kind = 'PLAINTEXT') = (staging_key is not null))
);
-- An envelope has one upload at a time.
create unique index upload_open on upload (envelope_id) where state = 'OPEN';
create index upload_end on upload (expires_at);
create index upload_blob on upload (blob);

create index envelope_content on envelope (content_blob) where content_blob is not null;

-- Contents from before the ledger: header, file, and a tag for each segment.
insert into platform_storage (platform_id, stored_bytes)
select platform_id, sum(octet_length(header) + file_size + 16 * greatest(1, (file_size + 1048575) / 1048576))
  from envelope where content_blob is not null group by platform_id;
insert into stored_blob (blob, platform_id, bytes)
select content_blob, platform_id, octet_length(header) + file_size + 16 * greatest(1, (file_size + 1048575) / 1048576)
  from envelope where content_blob is not null;
