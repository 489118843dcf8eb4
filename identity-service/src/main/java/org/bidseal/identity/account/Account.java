package org.bidseal.identity.account;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.identity.sms.Mobile;

/// An account: a mobile number that logs in, and the person it stands for.
public record Account(UUID personId, Mobile mobile, Instant registeredAt) {}
