/// Backups of which several holders together rebuild a share, and none alone: Shamir's sharing of
/// `D1`, each piece verified by its holder (docs/split-key.md, "Several holders together").
@NullMarked
package org.bidseal.escrow.quorum;

import org.jspecify.annotations.NullMarked;
