-- A fallback file counts if it has the receipt's tree root under the bidder's tree key (ADR 15);
-- the key takes the place of nonce and digest in the column that decrypted bids have it in.
alter table envelope drop column fallback_commitment;
alter table envelope drop column fallback_nonce;
alter table envelope drop column plaintext_sm3;
