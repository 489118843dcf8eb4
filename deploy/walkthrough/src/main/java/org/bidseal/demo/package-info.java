/// The life of one bid, told step by step, through the gateway only.
@NullMarked
package org.bidseal.demo;

import org.jspecify.annotations.NullMarked;
