/// PDF signatures in two steps (ISO 32000-1 §12.8): prepare an increment with an empty signature,
/// and embed the CMS that arrives later. Pure code over files: no Spring, no Reactor.
@NullMarked
package org.bidseal.signing.pdf;

import org.jspecify.annotations.NullMarked;
