/// Which blobs belong to which platform, how many bytes that is, and how many it may be.
@NullMarked
package org.bidseal.crypto.blob.ledger;

import org.jspecify.annotations.NullMarked;
