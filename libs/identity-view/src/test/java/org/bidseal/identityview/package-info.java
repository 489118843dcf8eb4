@NullMarked
package org.bidseal.identityview;

import org.jspecify.annotations.NullMarked;
