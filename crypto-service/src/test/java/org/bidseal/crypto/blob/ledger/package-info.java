@NullMarked
package org.bidseal.crypto.blob.ledger;

import org.jspecify.annotations.NullMarked;
