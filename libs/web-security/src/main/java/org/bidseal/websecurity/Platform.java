package org.bidseal.websecurity;

import java.util.UUID;

/// A trading platform's server with the realm role `platform`.
///
/// @param platformId the token's claim `platform_id`
public record Platform(UUID platformId) implements Caller {}
