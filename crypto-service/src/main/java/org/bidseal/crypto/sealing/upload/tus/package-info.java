/// The HTTP side of resumable uploads: headers, version and methods of tus 1.0.
@NullMarked
package org.bidseal.crypto.sealing.upload.tus;

import org.jspecify.annotations.NullMarked;
