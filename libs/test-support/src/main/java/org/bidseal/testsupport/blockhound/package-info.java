/// What may block on an event loop in tests: next to nothing.
@NullMarked
package org.bidseal.testsupport.blockhound;

import org.jspecify.annotations.NullMarked;
