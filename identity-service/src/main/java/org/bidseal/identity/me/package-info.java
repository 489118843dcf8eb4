/// What a person sees of himself.
@NullMarked
package org.bidseal.identity.me;

import org.jspecify.annotations.NullMarked;
