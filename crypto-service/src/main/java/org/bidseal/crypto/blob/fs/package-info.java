/// The blob store on a file system.
@NullMarked
package org.bidseal.crypto.blob.fs;

import org.jspecify.annotations.NullMarked;
