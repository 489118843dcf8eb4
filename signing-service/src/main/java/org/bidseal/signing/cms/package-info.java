/// CMS SignedData (RFC 5652) with SM2 and SM3: signed attributes first, the signature value later.
@NullMarked
package org.bidseal.signing.cms;

import org.jspecify.annotations.NullMarked;
