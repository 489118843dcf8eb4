@NullMarked
package org.bidseal.crypto.blob.fs;

import org.jspecify.annotations.NullMarked;
