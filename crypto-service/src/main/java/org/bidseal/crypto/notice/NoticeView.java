package org.bidseal.crypto.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A notice as the API shows it; binary parts in base64.
///
/// @param subject what it is about within its kind: a step, a change
/// @param payload UTF-8 JSON, the bytes that are signed
/// @param signature SM2 with SM3 over the payload, DER, under `certificate`
/// @param certificate DER of the receipt certificate; absent until identity-service has issued it
/// @param timestamp RFC 3161 token over SM3 of the signature; absent until signing-service has
///   given it
public record NoticeView(
    NoticeKind kind,
    String subject,
    Instant issuedAt,
    String payload,
    String signature,
    @Nullable String certificate,
    @Nullable String timestamp) {}
