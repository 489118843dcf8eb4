/// Rehearsals: "can I open my bid tomorrow?" A canary for a recipient's key is opened by phone and
/// server the way the bid will be (docs/split-key.md, "Rehearsal"); the bid's own key is not
/// touched.
@NullMarked
package org.bidseal.crypto.rehearsal;

import org.jspecify.annotations.NullMarked;
