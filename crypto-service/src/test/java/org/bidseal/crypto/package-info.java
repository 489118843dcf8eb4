/// Tests of the whole service, over HTTP, on real servers.
@NullMarked
package org.bidseal.crypto;

import org.jspecify.annotations.NullMarked;
