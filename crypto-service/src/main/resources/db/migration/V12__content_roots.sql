-- The digest of what lies in the store as it came (docs/bid-envelope.md, "Content root"), hex; null
-- for blobs from before, and for those that are no envelopes. It is in the bid's receipt.
alter table stored_blob add column content_root text;
-- How far the digest of an unfinished upload has come, at `received`.
alter table upload add column content_tree bytea;
