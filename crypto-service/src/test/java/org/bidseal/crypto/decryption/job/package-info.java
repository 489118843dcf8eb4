@NullMarked
package org.bidseal.crypto.decryption.job;

import org.jspecify.annotations.NullMarked;
