/// The record of which test proved which capability.
@NullMarked
package org.bidseal.testsupport.capability;

import org.jspecify.annotations.NullMarked;
