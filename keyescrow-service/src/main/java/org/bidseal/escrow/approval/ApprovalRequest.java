package org.bidseal.escrow.approval;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/// @param certificateId the approver's signing certificate
record ApprovalRequest(@NotNull UUID certificateId) {}
