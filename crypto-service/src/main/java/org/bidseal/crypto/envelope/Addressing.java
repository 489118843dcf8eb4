package org.bidseal.crypto.envelope;

import java.util.List;
import java.util.UUID;

/// To whom the envelope goes and who decided that.
///
/// @param sessionId the QR session in which the person chose
/// @param personId the person, whose signing key will sign the bid statement
/// @param statementKeyId that signing key
/// @param backupVerified whether his own encryption key had a verified backup of its current
///   generation; false only under the platform's policy WARN
/// @param recipients 1 to 16, no certificate and no key twice
/// @param threshold how many of them must open the bid together; 1: any one of them opens it
public record Addressing(
    UUID sessionId,
    UUID personId,
    UUID deviceId,
    UUID statementKeyId,
    boolean backupVerified,
    List<Recipient> recipients,
    int threshold) {
  /// Most recipients of an envelope.
  public static final int MOST_RECIPIENTS = 16;

  /// @throws IllegalArgumentException on no recipient, too many, or one twice, or a threshold that
  ///   cannot be met
  public Addressing {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty() || recipients.size() > MOST_RECIPIENTS) {
      throw new IllegalArgumentException("an envelope has 1 to 16 recipients");
    }
    if (recipients.stream().map(Recipient::certificateId).distinct().count() < recipients.size()
        || recipients.stream().map(Recipient::keyId).distinct().count() < recipients.size()) {
      throw new IllegalArgumentException("a recipient is named twice");
    }
    if (threshold < 1 || threshold > recipients.size()) {
      throw new IllegalArgumentException("a threshold lies between 1 and the recipients' number");
    }
  }
}
