package org.bidseal.signing.store;

import org.bidseal.smcrypto.Sm3Hash;

/// A file that was received.
///
/// @param name under which the store keeps it
/// @param size in bytes
/// @param sm3 over all bytes
public record StoredFile(String name, long size, Sm3Hash sm3) {}
