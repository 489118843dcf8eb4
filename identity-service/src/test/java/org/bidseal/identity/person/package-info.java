@NullMarked
package org.bidseal.identity.person;

import org.jspecify.annotations.NullMarked;
