package org.bidseal.escrow.approval;

import java.util.UUID;

/// What the approver co-signs.
///
/// @param approvalId the session of the co-signature
/// @param statement base64 of the fields `"bidseal-recovery-approval-v1"`, recoveryId, keyId,
///   newDeviceId, transport public key of the new phone, approverPersonId
/// @param e SM3(Z ‖ statement) for the certificate's key, lower-case hexadecimal
record ApprovalStatementView(UUID approvalId, String statement, String e) {}
