/// The embedded SM2 certificate authority: root, issuing CA, certificates, revocation list.
@NullMarked
package org.bidseal.identity.authority;

import org.jspecify.annotations.NullMarked;
