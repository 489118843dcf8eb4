package org.bidseal.crypto.receipt;

import org.jspecify.annotations.Nullable;

/// A receipt as the API shows it; all binary parts in base64.
///
/// @param payload UTF-8 JSON, the bytes that are signed
/// @param signature SM2 with SM3 over the payload, DER, under `certificate`
/// @param certificate DER; absent while `certificatePending`
/// @param timestamp RFC 3161 token over SM3 of the signature; absent while `timestampPending`
/// @param shortCode the six digits that page and phone show
public record ReceiptView(
    String payload,
    String signature,
    @Nullable String certificate,
    @Nullable String timestamp,
    boolean certificatePending,
    boolean timestampPending,
    String shortCode) {}
