package org.bidseal.smcrypto.envelope;

import org.bidseal.smcrypto.Sm3Hash;

/// A file that was opened to its end, all tags and the tree root having matched.
public record OpenedFile(Sm3Hash treeRoot, long plaintextBytes, long segmentCount) {}
