/// What the service's tests share: small doubles of the other services with real keys, and events
/// on the real Kafka.
@NullMarked
package org.bidseal.signing.testkit;

import org.jspecify.annotations.NullMarked;
