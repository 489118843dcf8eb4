/// Wraps what is stored anew when the key-encryption key has a new generation, while the service
/// works (docs/custody.md).
@NullMarked
package org.bidseal.keywrapping.rotation;

import org.jspecify.annotations.NullMarked;
