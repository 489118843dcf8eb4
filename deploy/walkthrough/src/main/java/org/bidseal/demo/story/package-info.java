/// How the demo tells what happens, and stops when it does not go as it must.
@NullMarked
package org.bidseal.demo.story;

import org.jspecify.annotations.NullMarked;
