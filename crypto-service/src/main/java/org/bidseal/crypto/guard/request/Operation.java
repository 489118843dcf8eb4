package org.bidseal.crypto.guard.request;

import java.util.Locale;
import org.bidseal.crypto.keyaudit.KeyOperation;
import org.bidseal.smcrypto.proof.KeyUsage;

/// What a server share is used for.
public enum Operation {
  /// Signing keys only.
  CO_SIGN("cosign", "cosigns", KeyOperation.CO_SIGN),
  /// Encryption keys only: it answers for a point that the phone chose.
  CO_DECRYPT("codecrypt", "codecrypts", KeyOperation.CO_DECRYPT),
  /// The same for a canary.
  REHEARSE("rehearse", "rehearses", KeyOperation.REHEARSE),
  /// Any key.
  REFRESH("refresh", "refreshes", KeyOperation.REFRESH);

  private final String metric;
  private final String metricOfMany;
  private final KeyOperation audited;

  Operation(String metric, String metricOfMany, KeyOperation audited) {
    this.metric = metric;
    this.metricOfMany = metricOfMany;
    this.audited = audited;
  }

  /// Its name in the record of the key's uses.
  public KeyOperation audited() {
    return audited;
  }

  /// Whether keys of that usage may do this.
  public boolean isFor(KeyUsage usage) {
    return switch (this) {
      case CO_SIGN -> usage == KeyUsage.SIGNING;
      case CO_DECRYPT, REHEARSE -> usage == KeyUsage.ENCRYPTION;
      case REFRESH -> true;
    };
  }

  /// Name of the timer, without its prefix.
  public String metric() {
    return metric;
  }

  /// Name of the counter, without its prefix.
  public String metricOfMany() {
    return metricOfMany;
  }

  /// For tags.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
