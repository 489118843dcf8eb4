/// signing-service: documents, signing tasks, PDF signatures, trail, verification, timestamps. It
/// knows no share of any key: what it wants signed it describes as a digest, and it embeds the
/// signature that comes back only after verifying it.
@NullMarked
package org.bidseal.signing;

import org.jspecify.annotations.NullMarked;
