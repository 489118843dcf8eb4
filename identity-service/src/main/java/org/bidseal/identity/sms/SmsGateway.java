package org.bidseal.identity.sms;

import reactor.core.publisher.Mono;

/// Sends short messages. Port: the sandbox keeps them in an inbox, a production adapter hands them
/// to an operator.
public interface SmsGateway {

  /// A one-time code in its text.
  ///
  /// @param text what the person reads
  /// @param code the code within it, for operators that fill templates
  record Message(String text, String code) {
    @Override
    public String toString() {
      return "Message[REDACTED]";
    }
  }

  /// Hands the message over; completes when the operator has accepted it.
  Mono<Void> send(Mobile mobile, Message message);

  /// Whether messages end in a sandbox instead of on a phone; said in every answer.
  boolean sandbox();
}
