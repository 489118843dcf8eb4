@NullMarked
package org.bidseal.testsupport;

import org.jspecify.annotations.NullMarked;
