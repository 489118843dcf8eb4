package org.bidseal.identity.platform;

import java.time.Instant;
import java.util.UUID;

/// A member has bound an enterprise to a platform, with a certificate.
///
/// @param enterpriseName as certified
/// @param uscc unified social credit code
/// @param personName real name of the member
record Binding(
    UUID platformId,
    UUID enterpriseId,
    UUID personId,
    UUID certificateId,
    String enterpriseName,
    String uscc,
    String personName,
    Instant boundAt) {}
