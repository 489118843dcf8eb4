/// How figures are taken and held against their goals.
@NullMarked
package org.bidseal.bench.figure;

import org.jspecify.annotations.NullMarked;
