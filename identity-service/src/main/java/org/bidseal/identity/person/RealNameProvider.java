package org.bidseal.identity.person;

import org.bidseal.identity.sms.Mobile;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Confirms that a name and an identification number belong to a living person, and to the one who
/// asks. Port: carriers, banks and face services in production, a sandbox elsewhere.
public interface RealNameProvider {

  /// By what the person is recognised.
  enum Method {
    /// Name, number, and a mobile number registered to them at the carrier.
    CARRIER_3,
    /// Name, number, bank card, and the mobile number reserved at the bank.
    BANK_CARD_4,
    /// Name, number, and a live face; decided later.
    FACE
  }

  /// What the provider is asked.
  ///
  /// @param mobile what carrier or bank compare
  /// @param bankCard for [Method#BANK_CARD_4]
  record Question(
      Method method, String name, IdNumber idNumber, Mobile mobile, @Nullable String bankCard) {
    @Override
    public String toString() {
      return "Question[" + method + ", REDACTED]";
    }
  }

  /// The provider's answer.
  sealed interface Verdict {
    record Passed() implements Verdict {}

    /// The provider says no.
    ///
    /// @param reason for the person, without personal data
    record Failed(String reason) implements Verdict {}

    /// Not decided yet.
    ///
    /// @param reference by which to ask again
    record Pending(String reference) implements Verdict {}
  }

  /// Asks for a verdict; an error if the provider cannot be reached.
  Mono<Verdict> verify(Question question);

  /// Asks again about a pending one.
  Mono<Verdict> again(String reference);

  /// Whether verdicts come from a sandbox; said in every answer.
  boolean sandbox();
}
