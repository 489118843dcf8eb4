package org.bidseal.crypto.sealing.upload;

import org.bidseal.crypto.envelope.Octets;
import org.jspecify.annotations.Nullable;

/// What is durable.
///
/// @param received bytes of the client
/// @param stored bytes of the draft
/// @param tree how far the content root of a ciphertext has come; null if it is not known
record Progress(long received, long stored, @Nullable Octets tree) {}
