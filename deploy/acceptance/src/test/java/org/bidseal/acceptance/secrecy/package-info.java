/// After the demo nothing of the fleet holds a secret of phones or server.
@NullMarked
package org.bidseal.acceptance.secrecy;

import org.jspecify.annotations.NullMarked;
