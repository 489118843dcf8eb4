/// Pictures of documents that people send.
@NullMarked
package org.bidseal.identity.picture;

import org.jspecify.annotations.NullMarked;
