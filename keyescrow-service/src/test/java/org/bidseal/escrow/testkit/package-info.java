/// What the tests need: phones, people, crypto-service's side.
@NullMarked
package org.bidseal.escrow.testkit;

import org.jspecify.annotations.NullMarked;
