/// Pictures as they are uploaded.
@NullMarked
package org.bidseal.seals.picture;

import org.jspecify.annotations.NullMarked;
