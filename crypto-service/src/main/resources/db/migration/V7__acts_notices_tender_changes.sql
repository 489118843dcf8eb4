-- What the platform changed of a tender while bids lay sealed for it.
create table tender_change (
  change_id    uuid primary key,
  opening_id   uuid        not null references opening,
  title        text        not null,
  -- SM3 of the tender document that is in force from now on, lower-case hex
  document_sm3 text        not null,
  changed_at   timestamptz not null default clock_timestamp()
);
create index tender_change_opening on tender_change (opening_id, changed_at);

-- Whether a bid that its bidder did not confirm after a change is opened.
alter table opening add column unconfirmed_bids text not null default 'VALID'
  check (unconfirmed_bids in ('VALID', 'EXCLUDED'));

-- What a bidder does with his sealed bid: begun in a confirmed session, done by a co-signature over
-- the statement. A second beginning in the same session takes the place of the first.
create table bid_act (
  envelope_id    uuid        not null references envelope,
  kind           text        not null check (kind in ('RETRACTION', 'CONFIRMATION')),
  session_id     uuid        not null,
  person_id      uuid        not null,
  key_id         uuid        not null,
  -- of a confirmation: the change that is agreed to
  change_id      uuid references tender_change,
  statement      bytea       not null,
  digest         text        not null,
  begun_at       timestamptz not null default clock_timestamp(),
  certificate_id uuid,
  signature_r    text,
  signature_s    text,
  signed_at      timestamptz,
  primary key (envelope_id, kind, session_id),
  check ((kind = 'CONFIRMATION') = (change_id is not null))
);

-- Sealed bids for which the tender has changed since, and whose bidder has not confirmed the latest
-- change.
create view bid_to_confirm as
  select e.envelope_id, c.change_id
    from envelope e
    join lateral (select change_id, changed_at from tender_change
                   where opening_id = e.opening_id
                   order by changed_at desc limit 1) c on c.changed_at > e.sealed_at
   where not exists (select 1 from bid_act a
                      where a.envelope_id = e.envelope_id and a.kind = 'CONFIRMATION'
                        and a.change_id = c.change_id and a.signed_at is not null);

-- Signed answers of the service to what a bidder did, beside the receipt of the seal: each once.
create table notice (
  envelope_id uuid        not null references envelope,
  kind        text        not null,
  -- what the notice is about within its kind
  subject     text        not null,
  issued_at   timestamptz not null default clock_timestamp(),
  signer_id   uuid        not null references receipt_signer,
  payload     bytea       not null,
  signature   bytea       not null,
  primary key (envelope_id, kind, subject)
);
