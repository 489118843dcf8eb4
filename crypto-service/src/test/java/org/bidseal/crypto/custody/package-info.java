/// What is wrapped, and how it comes under a new key-encryption key.
@NullMarked
package org.bidseal.crypto.custody;

import org.jspecify.annotations.NullMarked;
