/// Statements that people co-sign for this service.
@NullMarked
package org.bidseal.escrow.statement;

import org.jspecify.annotations.NullMarked;
