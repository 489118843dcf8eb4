package org.bidseal.smcrypto.device;

/// What a client's report is about; only what a verdict can use is told apart.
public enum ReportKind {
  /// The phone did not reach the service.
  NETWORK,
  /// The phone or the service did not accept the PIN.
  PIN_REFUSED,
  /// The service was reached, and refused or failed.
  SERVICE_REFUSED,
  OTHER
}
