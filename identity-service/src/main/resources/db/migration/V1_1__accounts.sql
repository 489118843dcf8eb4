-- One-time codes. The code itself is kept as HMAC-SM3 under the row's own random salt: enough to
-- keep it out of backups and logs for the five minutes it lives, not a secret store.
create table sms_code (
  sms_request_id uuid primary key,
  mobile         text        not null,
  purpose        text        not null,
  salt           bytea       not null,
  digest         bytea       not null,
  tries_left     int         not null check (tries_left >= 0),
  created_at     timestamptz not null,
  expires_at     timestamptz not null,
  consumed_at    timestamptz
);
create index sms_code_mobile on sms_code (mobile, created_at desc);

-- Written by the sandbox SMS adapter only.
create table sandbox_sms (
  message_id bigint generated always as identity primary key,
  mobile     text        not null,
  text       text        not null,
  code       text        not null,
  sent_at    timestamptz not null
);
create index sandbox_sms_mobile on sandbox_sms (mobile, message_id desc);

create table account (
  person_id     uuid primary key,
  mobile        text        not null unique,
  registered_at timestamptz not null
);

create table device (
  device_id     uuid primary key,
  person_id     uuid        not null references account,
  name          text        not null,
  registered_at timestamptz not null,
  last_login_at timestamptz not null
);
create index device_person on device (person_id);

-- One row per refresh token; a family is a login. Using a token marks it used and adds its
-- successor; using it again revokes the family.
create table refresh_token (
  digest     bytea primary key,
  family_id  uuid        not null,
  person_id  uuid        not null references account,
  device_id  uuid        not null references device,
  issued_at  timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz,
  revoked_at timestamptz
);
create index refresh_token_family on refresh_token (family_id);
