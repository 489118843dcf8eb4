/// Committed JSON files compared with what the code says today.
@NullMarked
package org.bidseal.testsupport.json;

import org.jspecify.annotations.NullMarked;
