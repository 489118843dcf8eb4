/// Who must act together before a bid opens (docs/bid-envelope.md, version 2): k of its recipients,
/// and the committee that holds an event lock.
@NullMarked
package org.bidseal.smcrypto.policy;

import org.jspecify.annotations.NullMarked;
