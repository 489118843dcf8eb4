/// One socket for a page or a phone, fed by up to three services.
@NullMarked
package org.bidseal.gateway.socket;

import org.jspecify.annotations.NullMarked;
