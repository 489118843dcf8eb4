package org.bidseal.crypto.timeline;

import org.bidseal.smcrypto.Point;
import org.bidseal.smcrypto.device.ReportKind;

/// What stands behind a client's report.
///
/// @param statement the canonical bytes that the phone signed, base64
/// @param signature SM2 with SM3 over them, DER in base64
/// @param deviceKey the device's public key, under which the signature was found good
public record SignedReport(ReportKind kind, String statement, String signature, Point deviceKey) {}
