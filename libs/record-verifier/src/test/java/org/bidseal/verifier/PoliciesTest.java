package org.bidseal.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.bidseal.smcrypto.Sm3Hash;
import org.bidseal.verifier.Chain.Entry;
import org.bidseal.verifier.finding.Fault;
import org.bidseal.verifier.finding.Finding;
import org.bidseal.verifier.finding.Findings;
import org.bidseal.verifier.json.JsonReader;
import org.bidseal.verifier.json.Part;
import org.junit.jupiter.api.Test;

/// How many recipients open a bid, held against what was demanded and what was said.
class PoliciesTest {
  private static final Sm3Hash NOTHING = Sm3Hash.ofBytes(new byte[Sm3Hash.BYTES]);
  private static final OptionalLong TWO = OptionalLong.of(2);

  private final UUID envelopeId = UUID.randomUUID();
  private final Findings findings = new Findings();
  private final Policies policies = new Policies(findings);

  @Test
  void aBidThatMeetsTheDemandAndIsOpenedByEnoughHasNoFault() {
    demand("AT_LEAST");
    policies.sealed(entry("{}"), OptionalLong.of(3));
    policies.given(share(UUID.randomUUID(), 2), TWO);
    policies.given(share(UUID.randomUUID(), 2), TWO);
    policies.decrypted(ofTheBid(), TWO);
    assertThat(faults()).isEmpty();
  }

  @Test
  void aWeakerPolicyThanDemandedIsAFaultAndSoIsAnotherOneThanExactlyThat() {
    demand("AT_LEAST");
    policies.sealed(entry("{}"), OptionalLong.of(1));
    assertThat(faults()).containsExactly(Fault.POLICY_NOT_MET);
    demand("EXACTLY");
    policies.sealed(entry("{}"), TWO);
    assertThat(faults()).hasSize(1);
    policies.sealed(entry("{}"), OptionalLong.of(3));
    assertThat(faults()).containsExactly(Fault.POLICY_NOT_MET, Fault.POLICY_NOT_MET);
  }

  @Test
  void oneRecipientWhoGivesTwiceIsNotTwo() {
    UUID keyId = UUID.randomUUID();
    policies.given(share(keyId, 2), TWO);
    policies.given(share(keyId, 2), TWO);
    policies.decrypted(ofTheBid(), TWO);
    assertThat(faults()).containsExactly(Fault.SHARES_TOO_FEW);
  }

  @Test
  void sharesOfAnotherPolicyThanTheReceiptsAreAFault() {
    policies.given(share(UUID.randomUUID(), 1), TWO);
    assertThat(faults()).containsExactly(Fault.POLICY_DIFFERS);
  }

  @Test
  void receiptsOfBeforeSayNothingAndAreHeldAgainstNothing() {
    policies.registered(part("{}"));
    policies.sealed(entry("{}"), OptionalLong.empty());
    policies.given(share(UUID.randomUUID(), 2), OptionalLong.empty());
    policies.decrypted(ofTheBid(), OptionalLong.empty());
    assertThat(faults()).isEmpty();
  }

  private void demand(String rule) {
    policies.registered(
        part("{\"recipientPolicy\":{\"rule\":\"%s\",\"threshold\":2}}".formatted(rule)));
  }

  private Entry share(UUID keyId, int threshold) {
    return entry(
        "{\"envelopeId\":\"%s\",\"attempt\":{\"keyId\":\"%s\"},\"threshold\":%d}"
            .formatted(envelopeId, keyId, threshold));
  }

  private Entry ofTheBid() {
    return entry("{\"envelopeId\":\"%s\"}".formatted(envelopeId));
  }

  private static Entry entry(String payload) {
    return new Entry(
        2, "KIND", new UUID(0, 1), Instant.EPOCH, part(payload), NOTHING, NOTHING, true);
  }

  private static Part part(String json) {
    return Part.of("entry 2", JsonReader.read(json));
  }

  private List<Fault> faults() {
    return findings.faults().stream().map(Finding::fault).toList();
  }
}
