package org.bidseal.identity.enterprise;

import java.time.Instant;
import java.util.UUID;

/// A certified enterprise.
///
/// @param region administrative division code, 6 digits (GB/T 2260)
public record Enterprise(
    UUID enterpriseId, Uscc uscc, String name, String region, Instant certifiedAt) {}
