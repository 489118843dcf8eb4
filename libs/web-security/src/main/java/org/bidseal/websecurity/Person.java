package org.bidseal.websecurity;

import java.util.UUID;

/// A natural person with the realm role `person`, signed in on a phone or a desk.
///
/// @param personId the token's `sub`, the person's id everywhere in the fleet
public record Person(UUID personId) implements Caller {}
