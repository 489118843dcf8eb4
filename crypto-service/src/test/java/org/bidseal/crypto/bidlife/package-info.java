/// The life of a bid through the public API, with real PostgreSQL, Kafka and Keycloak, and with
/// small real HTTP services in place of the neighbours.
@NullMarked
package org.bidseal.crypto.bidlife;

import org.jspecify.annotations.NullMarked;
