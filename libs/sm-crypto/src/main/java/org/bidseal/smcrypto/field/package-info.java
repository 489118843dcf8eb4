/// The field of sm2p256v1 in 52-bit limbs, under Bouncy Castle's own curves and multipliers.
///
/// Only [LimbCurve] is for others, and only [org.bidseal.smcrypto.Sm2Curve] uses it. Nothing here
/// branches on a value or reads memory at an address that depends on one, but for the exceptions of
/// the addition law, which Bouncy Castle's points have too: infinity, equal and opposite points.
@NullMarked
package org.bidseal.smcrypto.field;

import org.jspecify.annotations.NullMarked;
