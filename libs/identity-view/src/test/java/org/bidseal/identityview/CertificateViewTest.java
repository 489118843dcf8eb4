package org.bidseal.identityview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.bidseal.identityview.CertificateView.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertificateViewTest {
  private static final UUID SIGNER = UUID.randomUUID();
  private static final UUID ENTERPRISE = UUID.randomUUID();
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

  @Test
  void signsFromTheFirstInstantOfItsValidityToTheLast() {
    CertificateView certificate = certificate(KeyUsage.SIGNING, ENTERPRISE, State.IN_FORCE);
    assertThat(certificate.signsFor(SIGNER, FROM.minusMillis(1))).isFalse();
    assertThat(certificate.signsFor(SIGNER, FROM)).isTrue();
    assertThat(certificate.signsFor(SIGNER, UNTIL)).isTrue();
    assertThat(certificate.signsFor(SIGNER, UNTIL.plusMillis(1))).isFalse();
  }

  @Test
  void signsForItsPersonOnly() {
    CertificateView certificate = certificate(KeyUsage.SIGNING, ENTERPRISE, State.IN_FORCE);
    assertThat(certificate.signsFor(UUID.randomUUID(), FROM)).isFalse();
    assertThat(certificate.signsFor(UUID.randomUUID(), ENTERPRISE, FROM)).isFalse();
  }

  @Test
  void signsForItsEnterpriseOnly() {
    CertificateView certificate = certificate(KeyUsage.SIGNING, ENTERPRISE, State.IN_FORCE);
    assertThat(certificate.signsFor(SIGNER, ENTERPRISE, FROM)).isTrue();
    assertThat(certificate.signsFor(SIGNER, UUID.randomUUID(), FROM)).isFalse();
    assertThat(
            certificate(KeyUsage.SIGNING, null, State.IN_FORCE).signsFor(SIGNER, ENTERPRISE, FROM))
        .isFalse();
  }

  @Test
  void anEncryptionCertificateSignsNothing() {
    assertThat(
            certificate(KeyUsage.ENCRYPTION, ENTERPRISE, State.IN_FORCE)
                .signsFor(SIGNER, ENTERPRISE, FROM))
        .isFalse();
  }

  @Test
  void oneThatIsNotDownloadedOrIsRevokedSignsNothing() {
    for (State state : new State[] {State.TO_DOWNLOAD, State.REVOKED}) {
      assertThat(certificate(KeyUsage.SIGNING, ENTERPRISE, state).signsFor(SIGNER, FROM)).isFalse();
    }
  }

  private static CertificateView certificate(
      KeyUsage usage, @Nullable UUID enterprise, State state) {
    return new CertificateView(
        UUID.randomUUID(),
        UUID.randomUUID(),
        usage,
        SIGNER,
        enterprise,
        UUID.randomUUID(),
        "a",
        "CN=test",
        FROM,
        UNTIL,
        state,
        "");
  }
}
