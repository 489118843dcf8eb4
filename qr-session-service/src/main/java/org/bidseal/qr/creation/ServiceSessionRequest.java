package org.bidseal.qr.creation;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.bidseal.qr.session.Purpose;
import org.bidseal.qr.session.SessionCard;

/// A session that a service asks for on behalf of a platform.
///
/// @param purpose SIGN, ENCRYPT or DECRYPT
/// @param enterpriseId whose members may scan
/// @param reference what the session serves
/// @param summary what the phone shows; the service vouches for it
public record ServiceSessionRequest(
    @NotNull Purpose purpose,
    @NotNull UUID platformId,
    @NotNull UUID enterpriseId,
    SessionCard.@NotNull Reference reference,
    SessionCard.@NotNull Summary summary) {}
