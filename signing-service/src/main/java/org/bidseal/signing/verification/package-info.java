/// Verification of signed PDF documents, ours and others'.
@NullMarked
package org.bidseal.signing.verification;

import org.jspecify.annotations.NullMarked;
