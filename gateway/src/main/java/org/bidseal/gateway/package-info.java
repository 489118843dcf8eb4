/// The one door of the fleet. It keeps no state.
@NullMarked
package org.bidseal.gateway;

import org.jspecify.annotations.NullMarked;
