/// Documents that platforms upload to be signed.
@NullMarked
package org.bidseal.signing.document;

import org.jspecify.annotations.NullMarked;
