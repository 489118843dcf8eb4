/// Who acts for which enterprise, and how a person joins one.
@NullMarked
package org.bidseal.identity.membership;

import org.jspecify.annotations.NullMarked;
