/// How much one caller may ask for, and how large a body may be.
@NullMarked
package org.bidseal.gateway.limit;

import org.jspecify.annotations.NullMarked;
