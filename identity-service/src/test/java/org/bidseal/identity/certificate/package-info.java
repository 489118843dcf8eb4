@NullMarked
package org.bidseal.identity.certificate;

import org.jspecify.annotations.NullMarked;
