-- How many recipients must open a bid together for the platform to take it; by default whatever the
-- bidder chooses.
alter table opening
  add column recipient_threshold integer not null default 1
    check (recipient_threshold between 1 and 16),
  add column recipient_rule text not null default 'AT_LEAST'
    check (recipient_rule in ('AT_LEAST', 'EXACTLY'));
