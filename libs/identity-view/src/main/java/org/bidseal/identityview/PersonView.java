package org.bidseal.identityview;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person with an account.
///
/// @param name the real name; null until the person has passed real-name verification
/// @param verifiedAt when the person last passed real-name verification; null if never
public record PersonView(UUID personId, @Nullable String name, @Nullable Instant verifiedAt) {}
