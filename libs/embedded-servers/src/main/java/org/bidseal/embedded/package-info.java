/// Real servers from Maven artifacts, for `deploy/up` and for tests: PostgreSQL, Kafka (KRaft) and
/// Keycloak with the realm `bidseal`. Nothing here is a stand-in: they are the servers that run in
/// production, started on this machine with a data folder of their own.
@NullMarked
package org.bidseal.embedded;

import org.jspecify.annotations.NullMarked;
