package org.bidseal.crypto.decryption.run;

import org.bidseal.smcrypto.evidence.TreeState;

/// Where another run of a job may go on: all segments before are checked, their plaintexts durable
/// in the draft, their leaves in the tree.
///
/// @param draft the blob store's handle
public record Checkpoint(TreeState tree, String draft) {}
