@NullMarked
package org.bidseal.embedded;

import org.jspecify.annotations.NullMarked;
