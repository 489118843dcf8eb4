package org.bidseal.crypto.tender;

import java.time.Instant;
import java.util.UUID;

/// A change of the tender as the API shows it, to the platform and to every bidder.
///
/// @param documentSm3 of the tender document in force since, hex
/// @param changedAt the database's time
public record TenderChange(UUID changeId, String title, String documentSm3, Instant changedAt) {}
