/// Who calls. Every service checks the token itself (realm `bidseal` of Keycloak) and knows four
/// kinds of caller; which objects a caller may touch is decided by each service, in SQL.
@NullMarked
package org.bidseal.websecurity;

import org.jspecify.annotations.NullMarked;
