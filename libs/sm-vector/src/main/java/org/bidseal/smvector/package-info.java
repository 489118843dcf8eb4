/// Which implementation of the bulk algorithms this process uses: each candidate proves itself
/// against published vectors, is measured, and the fastest right one is taken.
///
/// JVM flags that the fast ones need: [Flags#ALL].
@NullMarked
package org.bidseal.smvector;

import org.jspecify.annotations.NullMarked;
