package org.bidseal.qr.creation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.bidseal.qr.session.Purpose;
import org.bidseal.qr.session.SessionCard;
import org.jspecify.annotations.Nullable;

/// A session that a service asks for on behalf of a platform.
///
/// @param purpose SIGN, ENCRYPT or DECRYPT
/// @param enterpriseId whose members may scan
/// @param guests who else may scan; nobody if absent
/// @param reference what the session serves
/// @param summary what the phone shows; the service vouches for it
public record ServiceSessionRequest(
    @NotNull Purpose purpose,
    @NotNull UUID platformId,
    @NotNull UUID enterpriseId,
    @Nullable @Size(max = 200) List<SessionCard.@NotNull @Valid Guest> guests,
    SessionCard.@NotNull Reference reference,
    SessionCard.@NotNull Summary summary) {}
