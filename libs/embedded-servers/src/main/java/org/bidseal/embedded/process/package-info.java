/// Processes that outlived the JVM which started them: told apart from strangers by their command
/// line, and ended.
@NullMarked
package org.bidseal.embedded.process;

import org.jspecify.annotations.NullMarked;
