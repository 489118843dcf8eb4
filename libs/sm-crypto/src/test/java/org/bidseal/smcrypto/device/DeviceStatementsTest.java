package org.bidseal.smcrypto.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.bidseal.smcrypto.Fields;
import org.bidseal.smcrypto.sm2.Sm2KeyPair;
import org.bidseal.smcrypto.sm2.Sm2Signature;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What device keys sign.
class DeviceStatementsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final UUID ENVELOPE = UUID.fromString("01a203aa-790a-7619-9a52-5486aedca9ef");
  private static final UUID DEVICE = UUID.fromString("34e06ef7-790d-4751-9abd-500d4d64ea4e");
  private static final UUID PERSON = UUID.fromString("97e3de76-b56a-46d4-8814-7b2807a0dc94");
  private static final Instant AT = Instant.parse("2026-11-22T09:05:00Z");

  @Test
  void theProofHoldsForThisDeviceLoginAndKeyOnly() {
    Sm2KeyPair key = Sm2KeyPair.generate(RANDOM);
    DeviceKeyStatement statement = new DeviceKeyStatement(DEVICE, "13800000000", key.publicKey());
    Sm2Signature proof = statement.sign(key, RANDOM);
    assertThat(statement.isProvenBy(proof)).isTrue();
    assertThat(new DeviceKeyStatement(PERSON, "13800000000", key.publicKey()).isProvenBy(proof))
        .isFalse();
    assertThat(new DeviceKeyStatement(DEVICE, "13800000001", key.publicKey()).isProvenBy(proof))
        .isFalse();
    assertThat(
            new DeviceKeyStatement(DEVICE, "13800000000", Sm2KeyPair.generate(RANDOM).publicKey())
                .isProvenBy(proof))
        .isFalse();
  }

  @Test
  void aReportIsReadBackFromItsBytes() {
    ReportStatement inSession = report(PERSON, AT, "手机没有网络");
    ReportStatement inNone = report(null, AT, "no network");
    assertThat(ReportStatement.parse(inSession.bytes())).isEqualTo(inSession);
    assertThat(ReportStatement.parse(inNone.bytes())).isEqualTo(inNone);
  }

  @Test
  void theBytesAreTheDocumentedFields() {
    String hex = HexFormat.of().formatHex(report(null, AT, "x").bytes());
    assertThat(hex)
        .startsWith("0018" + hex("bidseal-client-report-v1"))
        .contains("0000" + "0007" + hex("NETWORK"))
        .endsWith("0014" + hex("2026-11-22T09:05:00Z") + "0001" + "78");
  }

  @Test
  void whatIsNotCanonicalIsNoReport() {
    byte[] good = report(null, AT, "x").bytes();
    assertRefused(Arrays.copyOf(good, good.length - 1));
    assertRefused(Arrays.copyOf(good, good.length + 1));
    assertRefused(fields(DEVICE.toString().toUpperCase(Locale.ROOT), "NETWORK", "x"));
    assertRefused(fields(DEVICE.toString(), "FIRE", "x"));
    assertRefused(fields(DEVICE.toString(), "NETWORK", " "));
    assertRefused(fields(DEVICE.toString(), "NETWORK", "a\0b"));
    assertRefused(fields(DEVICE.toString(), "NETWORK", "x".repeat(1_001)));
    assertThatIllegalArgumentException().isThrownBy(() -> report(null, AT.plusMillis(1), "x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> report(null, Instant.MAX.minusNanos(999_999_999), "x"));
  }

  private static String hex(String ascii) {
    return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private static ReportStatement report(@Nullable UUID session, Instant at, String text) {
    return new ReportStatement(ENVELOPE, DEVICE, PERSON, session, ReportKind.NETWORK, at, text);
  }

  private static byte[] fields(String device, String kind, String text) {
    return new Fields()
        .add("bidseal-client-report-v1")
        .add(ENVELOPE)
        .add(device)
        .add(PERSON)
        .add("")
        .add(kind)
        .add(AT.toString())
        .add(text)
        .bytes();
  }

  private static void assertRefused(byte[] bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> ReportStatement.parse(bytes));
  }
}
