@NullMarked
package org.bidseal.crypto.decryption;

import org.jspecify.annotations.NullMarked;
