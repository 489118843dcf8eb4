@NullMarked
package org.bidseal.identity.authority;

import org.jspecify.annotations.NullMarked;
