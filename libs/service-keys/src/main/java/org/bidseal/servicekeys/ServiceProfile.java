package org.bidseal.servicekeys;

import java.util.Locale;

/// What a service signs; identity-service issues a certificate for each profile.
public enum ServiceProfile {
  SEAL_MAKER("CN=Seal Maker,O=bidseal,C=CN"),
  TIMESTAMP("CN=Timestamp Authority,O=bidseal,C=CN"),
  RECEIPT("CN=Bid Receipts,O=bidseal,C=CN");

  private final String subject;

  ServiceProfile(String subject) {
    this.subject = subject;
  }

  /// The distinguished name that is asked for (RFC 4514).
  String subject() {
    return subject;
  }

  String requestPrefix() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ":";
  }
}
