package org.bidseal.seals.impression;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.seals.kind.SealShape;
import org.bidseal.seals.kind.SealType;
import org.bidseal.smcrypto.Sm3Hash;

/// What is fixed when an impression is uploaded.
///
/// @param certificateId the signing certificate that vouches for it
/// @param pictureSm3 SM3 of the picture's file; the statement binds it
/// @param widthMm whole millimetres
/// @param heightMm whole millimetres
public record ImpressionCard(
    UUID impressionId,
    UUID enterpriseId,
    UUID uploaderId,
    UUID certificateId,
    SealType sealType,
    SealShape shape,
    String name,
    int widthMm,
    int heightMm,
    Sm3Hash pictureSm3,
    Instant uploadedAt) {}
