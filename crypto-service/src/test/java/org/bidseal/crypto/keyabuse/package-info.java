/// Guesses, copies, bad points, repetitions and crashes: what must not gain anybody a thing.
@NullMarked
package org.bidseal.crypto.keyabuse;

import org.jspecify.annotations.NullMarked;
