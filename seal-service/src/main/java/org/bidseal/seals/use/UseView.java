package org.bidseal.seals.use;

import java.util.UUID;
import org.bidseal.seals.kind.SealType;

/// A reserved use, with the seal.
///
/// @param sesSeal DER in base64
/// @param picture PNG in base64
public record UseView(
    UUID useId,
    String sesSeal,
    String picture,
    int widthMm,
    int heightMm,
    SealType sealType,
    String name,
    UUID enterpriseId) {}
