@NullMarked
package org.bidseal.gateway;

import org.jspecify.annotations.NullMarked;
