/// The words on a benchmark's command line and the JSON file that it leaves.
@NullMarked
package org.bidseal.bench.command;

import org.jspecify.annotations.NullMarked;
