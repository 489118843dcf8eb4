@NullMarked
package org.bidseal.fleet.command;

import org.jspecify.annotations.NullMarked;
