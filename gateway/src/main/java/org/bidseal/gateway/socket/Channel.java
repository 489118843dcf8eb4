package org.bidseal.gateway.socket;

import java.util.Optional;

/// What a socket carries: frames of one service each.
enum Channel {
  SESSION("session", "qr-session-service"),
  SIGNING("signing", "signing-service"),
  CRYPTO("crypto", "crypto-service");

  private final String text;
  private final String service;

  Channel(String text, String service) {
    this.text = text;
    this.service = service;
  }

  /// The channel beside SESSION that a purpose has.
  static Optional<Channel> ofPurpose(String purpose) {
    return switch (purpose) {
      case "SIGN" -> Optional.of(SIGNING);
      case "ENCRYPT", "DECRYPT" -> Optional.of(CRYPTO);
      default -> Optional.empty();
    };
  }

  /// Its name in frames and in `since`.
  String text() {
    return text;
  }

  String service() {
    return service;
  }
}
