/// `deploy/seal`.
@NullMarked
package org.bidseal.bidsealing.command;

import org.jspecify.annotations.NullMarked;
