/// What the tests of crypto-service share: a phone that plays the other half of the protocol.
@NullMarked
package org.bidseal.crypto.testkit;

import org.jspecify.annotations.NullMarked;
