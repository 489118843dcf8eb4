/// A trading platform, which knows only what a platform may know.
@NullMarked
package org.bidseal.demo.platform;

import org.jspecify.annotations.NullMarked;
