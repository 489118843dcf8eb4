-- Plaintexts count among what a platform has stored. They are booked at infinity: an age means
-- nothing to them, and a replica of the version before, which removes by age, leaves them alone.

-- The job that writes the blob, for plaintexts that a job writes.
alter table stored_blob add column job_id uuid;
-- The store's handle of its draft, for as long as it is one.
alter table stored_blob add column draft text;
create index stored_blob_draft on stored_blob (job_id) where draft is not null;

-- Plaintexts from before.
insert into platform_storage as s (platform_id, stored_bytes)
select platform_id, sum(file_size) from envelope where plaintext_blob is not null group by platform_id
on conflict (platform_id) do update set stored_bytes = s.stored_bytes + excluded.stored_bytes;
insert into stored_blob (blob, platform_id, bytes, booked_at)
select plaintext_blob, platform_id, file_size, 'infinity' from envelope where plaintext_blob is not null;
