/// Who waits for decryption, where, and for how long: one picture of the queue, taken at most once
/// a second in each process, for views, the hall, sessions and admission.
@NullMarked
package org.bidseal.crypto.queue;

import org.jspecify.annotations.NullMarked;
