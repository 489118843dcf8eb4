-- A lot may be opened in stages, and a bid has several parts and one bidder or several
-- (docs/adr/0013-a-bid-has-parts.md).

alter table opening add column stage text not null default 'WHOLE'
  check (stage in ('WHOLE', 'QUALIFICATION', 'TECHNICAL', 'PRICE'));
alter table opening drop constraint opening_platform_id_tender_id_lot_id_key;
alter table opening add unique (platform_id, tender_id, lot_id, stage);

create table bid (
  bid_id       uuid primary key,
  platform_id  uuid        not null,
  tender_id    text        not null,
  announced_at timestamptz not null default clock_timestamp()
);
create index bid_tender on bid (platform_id, tender_id);

-- Who bids. The first leads; the others are the members of his consortium.
create table bidder (
  bid_id        uuid    not null references bid,
  position      integer not null check (position >= 0),
  enterprise_id uuid    not null,
  primary key (bid_id, position),
  unique (bid_id, enterprise_id)
);
create index bidder_enterprise on bidder (enterprise_id);

-- The people who may see a bid and all its envelopes.
create view bid_person as
  select b.bid_id, b.enterprise_id, m.person_id
    from bidder b join member m on m.enterprise_id = b.enterprise_id;

-- A part of a bid is an opening, and the envelopes that were announced for it.
alter table envelope add column bid_id uuid references bid;

insert into bid (bid_id, platform_id, tender_id, announced_at)
select md5(e.opening_id || '/' || e.enterprise_id)::uuid, o.platform_id, o.tender_id, min(e.created_at)
  from envelope e join opening o using (opening_id)
 group by e.opening_id, e.enterprise_id, o.platform_id, o.tender_id;
insert into bidder (bid_id, position, enterprise_id)
select distinct md5(opening_id || '/' || enterprise_id)::uuid, 0, enterprise_id from envelope;
update envelope set bid_id = md5(opening_id || '/' || enterprise_id)::uuid;

alter table envelope alter column bid_id set not null;
create index envelope_bid on envelope (bid_id, opening_id);

-- Parts of which the bidders were told that they are missing, each once for a deadline.
create table missing_part_notice (
  bid_id     uuid        not null references bid,
  opening_id uuid        not null references opening,
  deadline   timestamptz not null,
  told_at    timestamptz not null default clock_timestamp(),
  primary key (bid_id, opening_id, deadline)
);
create index opening_deadline on opening (deadline);

-- What must not happen twice at once: announcements without a bid, and seals, of one enterprise
-- for one lot.
create function lot_of_bidder(platform uuid, tender text, lot text, enterprise uuid)
returns bigint language sql immutable as $$
  select hashtextextended(platform || '/' || tender || '/' || lot || '/' || enterprise, 0)
$$;

-- Whether an envelope in this state is a bid in the law's sense: sealed, and not taken back by
-- anybody.
create function bid_stands(state text) returns boolean language sql immutable as $$
  select state in ('SEALED', 'DECRYPTING', 'DECRYPTED', 'FAILED', 'OPENED_BY_FALLBACK')
$$;

-- The bid that an envelope belongs to which names none: the one that the enterprise alone has in the
-- opening's lot, whatever its stage, or else a new one. Never a consortium's, whose members would
-- see the envelope.
create function bid_of_lot(in_opening uuid, of_enterprise uuid) returns uuid
language plpgsql as $$
declare
  o opening;
  found_id uuid;
begin
  select * into o from opening where opening_id = in_opening;
  perform pg_advisory_xact_lock(lot_of_bidder(o.platform_id, o.tender_id, o.lot_id, of_enterprise));
  select e.bid_id into found_id
    from opening other
    join envelope e on e.opening_id = other.opening_id and e.enterprise_id = of_enterprise
    join bid b on b.bid_id = e.bid_id
   where other.platform_id = o.platform_id and other.tender_id = o.tender_id
     and other.lot_id = o.lot_id
     and not exists (select 1 from bidder m where m.bid_id = b.bid_id and m.position > 0)
   order by bid_stands(e.state) desc, b.announced_at desc, b.bid_id
   limit 1;
  if found_id is null then
    found_id := gen_random_uuid();
    insert into bid (bid_id, platform_id, tender_id)
    values (found_id, o.platform_id, o.tender_id);
    insert into bidder (bid_id, position, enterprise_id) values (found_id, 0, of_enterprise);
  end if;
  return found_id;
end $$;

-- Instances of before, which run beside the new ones for a while, name no bid.
create function envelope_gets_a_bid() returns trigger language plpgsql as $$
begin
  if new.bid_id is null then
    new.bid_id := bid_of_lot(new.opening_id, new.enterprise_id);
  end if;
  return new;
end $$;
create trigger envelope_gets_a_bid before insert on envelope
  for each row execute function envelope_gets_a_bid();
