/// Key pairs come into being, and are looked at.
@NullMarked
package org.bidseal.crypto.enrolment;

import org.jspecify.annotations.NullMarked;
