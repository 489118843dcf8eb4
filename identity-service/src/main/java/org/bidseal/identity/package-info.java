/// identity-service: who people are, for whom they act, and the certificates that say so.
@NullMarked
package org.bidseal.identity;

import org.jspecify.annotations.NullMarked;
