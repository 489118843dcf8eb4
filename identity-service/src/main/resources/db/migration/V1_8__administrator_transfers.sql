-- An administrator hands his role to an agent of his enterprise: by a signature with his
-- certificate, or by a stamped letter that a reviewer looks at. Which bids he was shown is kept,
-- since it is what he signed.
create table administrator_transfer (
  transfer_id       uuid primary key,
  enterprise_id     uuid        not null references enterprise,
  from_person_id    uuid        not null references person,
  to_person_id      uuid        not null references person,
  acknowledged_bids uuid[]      not null,
  state             text        not null
    check (state in ('TO_SIGN', 'SIGNED', 'SUBMITTED', 'APPROVED', 'REJECTED')),
  asked_at          timestamptz not null default clock_timestamp(),
  certificate_id    uuid references certificate,
  sign_until        timestamptz,
  signature         text,
  letter            bytea,
  reviewer_id       uuid,
  reason            text,
  decided_at        timestamptz,
  check (from_person_id <> to_person_id),
  check ((certificate_id is null) = (sign_until is null)),
  check ((certificate_id is null) <> (letter is null))
);
create index administrator_transfer_state on administrator_transfer (state, asked_at);
create unique index administrator_transfer_open_letter on administrator_transfer (enterprise_id)
  where state = 'SUBMITTED';
