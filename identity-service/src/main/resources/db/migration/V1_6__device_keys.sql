-- The key that a phone made for itself, which signs what it reports. Old phones have none. It comes
-- once and stays; the proof of possession is kept, so that the registration can be shown.
alter table device add column public_key text;
alter table device add column key_proof text;
alter table device add column key_registered_at timestamptz;
alter table device add constraint device_key_whole check (
  (public_key is null) = (key_proof is null) and (public_key is null) = (key_registered_at is null));
