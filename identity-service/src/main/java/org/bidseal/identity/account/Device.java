package org.bidseal.identity.account;

import java.time.Instant;
import java.util.UUID;

/// One installation of the app. The installation draws the id; it belongs to the first person who
/// logs in with it.
public record Device(UUID deviceId, String name, Instant registeredAt, Instant lastLoginAt) {}
