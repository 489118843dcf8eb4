/// Certificates of persons and enterprises, and their revocation.
@NullMarked
package org.bidseal.identity.certificate;

import org.jspecify.annotations.NullMarked;
