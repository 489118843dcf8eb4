/// Files of documents on disk.
@NullMarked
package org.bidseal.signing.store;

import org.jspecify.annotations.NullMarked;
