-- A fallback file counts if it has the receipt's tree root under the bidder's tree key (ADR 15);
-- the key takes the place of nonce and digest in the column that decrypted bids have it in.
do $$ begin
  if exists (select 1 from envelope where state = 'OPENED_BY_FALLBACK') then
    raise exception 'this database has bids that were opened by nonce and digest, whose tree key nobody has';
  end if;
end $$;
alter table envelope drop column fallback_commitment;
alter table envelope drop column fallback_nonce;
alter table envelope drop column plaintext_sm3;
