package org.bidseal.crypto.sealing.upload;

/// What is durable.
///
/// @param received bytes of the client
/// @param stored bytes of the draft
record Progress(long received, long stored) {}
