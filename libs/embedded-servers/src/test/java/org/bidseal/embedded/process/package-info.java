@NullMarked
package org.bidseal.embedded.process;

import org.jspecify.annotations.NullMarked;
