/// What crypto-service refuses, as problem types.
@NullMarked
package org.bidseal.crypto.problem;

import org.jspecify.annotations.NullMarked;
