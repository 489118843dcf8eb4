/// The workers of the role `bulk`: they take decryption jobs and stream plaintexts out.
@NullMarked
package org.bidseal.crypto.decryption.job;

import org.jspecify.annotations.NullMarked;
