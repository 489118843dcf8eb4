/// Secrets at rest. A port and its implementations; the key-encryption key's use is visible in
/// types.
@NullMarked
package org.bidseal.keywrapping;

import org.jspecify.annotations.NullMarked;
