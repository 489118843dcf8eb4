/// The split-key protocol (docs/split-key.md), both sides as pure functions. `Device…` types run on
/// the phone and know `D1`; [org.bidseal.smcrypto.share.ServerShare] runs in crypto-service and
/// knows `D2`. No type knows both, and none computes the whole key.
@NullMarked
package org.bidseal.smcrypto.share;

import org.jspecify.annotations.NullMarked;
