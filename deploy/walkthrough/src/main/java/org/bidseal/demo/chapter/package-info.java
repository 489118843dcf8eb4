/// The life of one bid, a class a chapter.
@NullMarked
package org.bidseal.demo.chapter;

import org.jspecify.annotations.NullMarked;
