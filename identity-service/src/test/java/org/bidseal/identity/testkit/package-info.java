/// What the tests of the whole service share: its callers, and what stands around it.
@NullMarked
package org.bidseal.identity.testkit;

import org.jspecify.annotations.NullMarked;
