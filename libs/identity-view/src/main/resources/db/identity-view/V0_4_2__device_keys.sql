-- The device's own SM2 public key, 65 bytes in hex; null: it has none. Once known it stays.
alter table person_device add column public_key text;
