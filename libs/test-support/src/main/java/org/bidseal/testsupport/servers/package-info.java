/// The JVM with the real PostgreSQL, Kafka and Keycloak behind the tests of one checkout: started
/// by the first test JVM that asks, ended when unused, and its orphans with it.
@NullMarked
package org.bidseal.testsupport.servers;

import org.jspecify.annotations.NullMarked;
