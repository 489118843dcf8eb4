/// seal-service: from the picture of a seal to the electronic seal, and who may use it.
@NullMarked
package org.bidseal.seals;

import org.jspecify.annotations.NullMarked;
