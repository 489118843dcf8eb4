package org.bidseal.identity.person;

import java.time.Instant;
import java.util.UUID;

/// A person who has passed real-name verification.
///
/// @param verifiedAt when he passed last
public record VerifiedPerson(UUID personId, String name, IdNumber idNumber, Instant verifiedAt) {}
