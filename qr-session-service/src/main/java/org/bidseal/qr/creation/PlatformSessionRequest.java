package org.bidseal.qr.creation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.bidseal.qr.session.Purpose;
import org.bidseal.qr.session.SessionCard;
import org.jspecify.annotations.Nullable;

/// A session that a trading platform asks for.
///
/// @param purpose LOGIN or BIND
/// @param title what the phone shows, at most 100 characters
/// @param expected for BIND: the enterprise in the platform's records
public record PlatformSessionRequest(
    @NotNull Purpose purpose,
    @NotBlank @Size(max = 100) String title,
    SessionCard.@Nullable ExpectedEnterprise expected) {}
