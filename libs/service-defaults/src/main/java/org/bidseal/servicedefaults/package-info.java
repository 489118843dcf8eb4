/// What every service starts with. Time and randomness are injected from here and from nowhere
/// else; the forbidden-apis check of the build refuses other sources of them in main code.
@NullMarked
package org.bidseal.servicedefaults;

import org.jspecify.annotations.NullMarked;
