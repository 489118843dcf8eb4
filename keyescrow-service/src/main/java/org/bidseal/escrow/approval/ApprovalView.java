package org.bidseal.escrow.approval;

import java.time.Instant;
import java.util.UUID;

/// How far the shortening of a waiting time is.
///
/// @param approvals of different people
/// @param needed how many end the waiting time, when an opening is near
/// @param openingIsNear whether a bid that needs the key opens before `importableAt`, or has opened
///   and is not decrypted yet; decided anew every half minute
/// @param importableAt the end of the waiting time as it is now
record ApprovalView(
    UUID recoveryId, long approvals, int needed, boolean openingIsNear, Instant importableAt) {}
