/// The whole fleet on one machine: embedded PostgreSQL, Kafka and Keycloak, and each service in a
/// JVM of its own, from the artifact that is deployed in production. `deploy/up`, `deploy/down`,
/// `deploy/status` and the end-to-end tests stand on this package.
@NullMarked
package org.bidseal.fleet;

import org.jspecify.annotations.NullMarked;
