package org.bidseal.qr.scan;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/// A scan.
///
/// @param code the text in the picture
public record ScanRequest(@NotNull @Size(max = 200) String code, @NotNull UUID deviceId) {}
