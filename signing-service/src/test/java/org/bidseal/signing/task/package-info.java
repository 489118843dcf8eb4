@NullMarked
package org.bidseal.signing.task;

import org.jspecify.annotations.NullMarked;
