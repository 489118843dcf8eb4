@NullMarked
package org.bidseal.acceptance;

import org.jspecify.annotations.NullMarked;
