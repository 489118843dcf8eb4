package org.bidseal.seals.impression;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.bidseal.seals.kind.SealShape;
import org.bidseal.seals.kind.SealType;

/// An impression to be made into a seal.
///
/// @param picture JPEG, PNG or GIF in base64, at most 1.5 MB
/// @param widthMm of the seal on paper, whole millimetres
/// @param heightMm of the seal on paper, whole millimetres
/// @param certificateId the uploader's signing certificate of the enterprise
/// @param agreementAccepted the enterprise has read and accepted the agreement
public record UploadRequest(
    @NotNull UUID enterpriseId,
    @NotNull SealType sealType,
    @NotBlank @Size(max = 60) String name,
    @NotNull SealShape shape,
    @Min(10) @Max(100) int widthMm,
    @Min(10) @Max(100) int heightMm,
    @NotBlank @Size(max = 2_000_000) String picture,
    @NotNull UUID certificateId,
    @AssertTrue boolean agreementAccepted) {}
