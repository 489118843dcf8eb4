package org.bidseal.bench.stage;

import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.bidseal.phone.Phone;
import org.bidseal.phone.key.Pin;

/// A person with a phone, who bids for an enterprise of his own.
///
/// @param hand holds the phone: one thing at a time
public record Bidder(
    Phone phone, UUID enterpriseId, Pin pin, UUID encryptionKey, ReentrantLock hand) {}
