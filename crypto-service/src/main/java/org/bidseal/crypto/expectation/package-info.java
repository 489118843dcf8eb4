/// The digests that co-signing was told to expect: no other `e` is ever signed.
@NullMarked
package org.bidseal.crypto.expectation;

import org.jspecify.annotations.NullMarked;
