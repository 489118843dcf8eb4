/// PostgreSQL as every service uses it: R2DBC through a pool that heals, Flyway before the first
/// query, transactions applied last in a use case, the time of the database.
///
/// Repositories are package-private classes over Spring's `DatabaseClient` with their SQL in sight;
/// they read `not null` columns by [org.bidseal.database.Columns].
///
/// ## Migrations
///
/// A service's own are in `classpath:db/migration` and start at `V1`. A library's are in
/// `classpath:db/<library>` with versions `V0_…` of their own range (outbox `V0_1_…`, idempotency
/// `V0_2_…`, session-frames `V0_3_…`); they are found by themselves, and may come after a
/// service's, since Flyway runs out of order.
@NullMarked
package org.bidseal.database;

import org.jspecify.annotations.NullMarked;
