/// The commands behind the scripts in `deploy/`, for a person at a terminal.
@NullMarked
package org.bidseal.fleet.command;

import org.jspecify.annotations.NullMarked;
