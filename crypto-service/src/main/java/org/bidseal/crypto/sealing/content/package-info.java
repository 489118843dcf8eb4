/// The file itself, streamed: uploaded sealed, or sealed here while it is uploaded.
@NullMarked
package org.bidseal.crypto.sealing.content;

import org.jspecify.annotations.NullMarked;
