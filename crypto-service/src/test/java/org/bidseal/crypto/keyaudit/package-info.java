/// What is written down of every use of a key, and that nothing is done which is not.
@NullMarked
package org.bidseal.crypto.keyaudit;

import org.jspecify.annotations.NullMarked;
