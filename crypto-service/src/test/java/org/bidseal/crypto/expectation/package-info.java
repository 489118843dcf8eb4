/// Tests of expected digests.
@NullMarked
package org.bidseal.crypto.expectation;

import org.jspecify.annotations.NullMarked;
