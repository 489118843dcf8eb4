@NullMarked
package org.bidseal.testsupport.capability;

import org.jspecify.annotations.NullMarked;
